//! What must not be, whatever went wrong: each finding is a sentence.

use std::fmt::Debug;

use offboarding_domain::SubscriptionAction::Cancel;
use offboarding_domain::api::{ActivityAction, ActivityEntry, Code, Outcome, RemovalOutcome, RemovalStatus};
use offboarding_domain::{Changes, CustomerId, Facts, check_removal};

use crate::person::{Act, Answer, What};
use crate::truth::{State, Write};

/// All that is known of a customer after a run.
pub struct Case<'a> {
    pub id: &'a CustomerId,
    /// What a person did, and was told.
    pub acts: &'a [Act],
    /// What the sandbox did.
    pub writes: &'a [Write],
    /// The states that follow from that.
    pub states: &'a [State],
    /// What the sandbox shows in the end; none of a customer that is gone.
    pub facts: Option<&'a Facts>,
    /// What the server has on record.
    pub activity: &'a [ActivityEntry],
    pub removal: Option<&'a RemovalStatus>,
}

impl Case<'_> {
    /// Everything that is wrong.
    pub fn findings(&self) -> Vec<String> {
        let mut findings = Vec::new();
        let mut check = |holds: bool, what: &str, of: &dyn Debug| {
            if !holds {
                findings.push(format!("{what}: {of:?}"));
            }
        };
        for act in self.acts {
            check(self.writes_of(act).count() <= 1, "done more than once", act);
            check(is_answered_once(act), "a final answer was not given again as it was", act);
            for answer in &act.answers {
                check(self.is_so(act, answer), "said, and not so", &(&act.what, answer));
                check(self.is_recorded(act, answer), "said, and something else on record", &(&act.what, answer));
            }
        }
        for entry in self.activity {
            check(self.is_true(entry), "on record, and not so", entry);
        }
        for write in self.writes {
            let is_known = self.activity.iter().any(|it| it.correlation_id == write.correlation_id.to_string());
            check(is_known, "done, and not on record", write);
        }
        check(self.was_cleared(), "removed while something blocked it", &self.writes);
        check(self.is_whole(), "changed without a record", &(self.facts, self.last()));
        check(self.is_gone_on_record(), "gone, and not on record as removed", &(self.removal, self.activity));
        findings
    }

    fn last(&self) -> &State {
        self.states.last().expect("there is a first one")
    }

    fn writes_of(&self, act: &Act) -> impl Iterator<Item = &Write> {
        self.writes.iter().filter(|write| act.answers.iter().any(|it| it.correlation_id == write.correlation_id))
    }

    /// Whether it was as wanted at some time while it was asked for.
    fn was_so(&self, what: &What, act: &Act, answered_at: i64) -> bool {
        let asked_at = act.answers.iter().map(|it| it.asked_at).min().unwrap_or_default();
        let ends = self.states.iter().skip(1).map(|it| it.since).chain([i64::MAX]);
        let in_time = self.states.iter().zip(ends).filter(|(it, end)| it.since <= answered_at && asked_at <= *end);
        in_time.into_iter().any(|(it, _)| it.shows(what))
    }

    /// Whether an answer claims nothing that is not so.
    fn is_so(&self, act: &Act, answer: &Answer) -> bool {
        let is_gone = || self.states.iter().any(|it| it.is_gone && it.since <= answer.answered_at);
        let Some(problem) = answer.problem() else {
            return match (answer.status, answer.outcome()) {
                (200, Some("done" | "removed")) => {
                    self.proves(answer, &act.what) && self.was_so(&act.what, act, answer.answered_at)
                }
                (202, Some("accepted")) => true,
                _ => false,
            };
        };
        match (answer.status, &problem.code) {
            // A plan in words that nobody knows does not show what is under it.
            (404, Code::StateNotFound) => is_gone() || matches!(act.what, What::CancelAzureSubscription(..)),
            (409, Code::StateAlreadyRemoved) => is_gone(),
            // Cancelled, whatever was wanted: Microsoft has one code for it.
            (409, Code::ActionAlreadyDone) => match &act.what {
                What::Change(sid, _) => self.was_so(&What::Change(sid.clone(), Cancel), act, answer.answered_at),
                _ => false,
            },
            (502, Code::UpstreamFailed) | (504, Code::UpstreamFailed | Code::ActionUnknownOutcome) => true,
            (429, Code::ApiRateLimited) => true,
            // A refusal: of nothing that the same act had brought about already.
            (
                409,
                Code::StateBlocked | Code::ActionDependency | Code::ActionWindowClosed | Code::ActionNotCancellable,
            )
            | (412, Code::StateConflict)
            | (502, Code::UpstreamRefused) => !self.writes_of(act).any(|it| it.at < answer.asked_at),
            // Nothing else was asked for.
            _ => false,
        }
    }

    /// Whether it comes with a receipt, or with what was read again and shows it.
    fn proves(&self, answer: &Answer, what: &What) -> bool {
        if let What::Remove = what {
            return answer.body["receipt"]["customer"]["id"].as_str() == Some(self.id.as_str());
        }
        let Changes { subscriptions, reservations, software } = answer.changes();
        let facts = Facts { subscriptions, reservations, software, ..self.states[0].facts.clone() };
        State { facts, ..self.states[0] }.shows(what)
    }

    /// Whether the journal tells the same.
    fn is_recorded(&self, act: &Act, answer: &Answer) -> bool {
        let entry = |id: &str| self.activity.iter().find(|it| it.correlation_id == id);
        let named = answer.body["correlationId"].as_str().unwrap_or_default();
        let is_removal = matches!(act.what, What::Remove);
        match (answer.status, entry(named).map(|it| &it.outcome)) {
            (200, outcome) => outcome == Some(&Outcome::Done),
            (202, Some(outcome)) => {
                *outcome == Outcome::Accepted
                    || (is_removal && matches!(outcome, Outcome::Done | Outcome::UnknownOutcome))
            }
            (202, None) => false,
            (_, Some(Outcome::Done)) => is_removal,
            (_, Some(outcome)) => *outcome != Outcome::Accepted,
            (_, None) => true,
        }
    }

    /// Whether an entry of the journal claims nothing that is not so.
    fn is_true(&self, entry: &ActivityEntry) -> bool {
        let is_its = |answer: &Answer| answer.correlation_id.to_string() == entry.correlation_id;
        let Some(act) = self.acts.iter().find(|act| act.answers.iter().any(is_its)) else { return false };
        match entry.outcome {
            Outcome::Done if entry.action == ActivityAction::RemoveRelationship => self.last().is_gone,
            Outcome::Done => {
                act.answers.iter().filter(|it| is_its(it)).any(|it| self.was_so(&act.what, act, it.answered_at))
            }
            Outcome::Refused | Outcome::Failed => {
                !self.writes.iter().any(|it| it.correlation_id.to_string() == entry.correlation_id)
            }
            Outcome::Accepted | Outcome::UnknownOutcome => true,
            Outcome::Unknown(_) => false,
        }
    }

    /// Whether the rule, on what was so at that moment, lets it go.
    fn was_cleared(&self) -> bool {
        let removals = self.states.windows(2).filter(|it| it[1].is_gone && !it[0].is_gone);
        removals.into_iter().all(|it| check_removal(self.id, &it[0].facts).is_ok())
    }

    /// Whether the writes on record explain what there is.
    fn is_whole(&self) -> bool {
        match self.facts {
            None => self.last().is_gone,
            Some(facts) => {
                let now = Facts { as_of: self.last().facts.as_of, ..facts.clone() };
                !self.last().is_gone && now == self.last().facts
            }
        }
    }

    fn is_gone_on_record(&self) -> bool {
        let is_removed = self.removal.is_some_and(|it| it.outcome == RemovalOutcome::Removed && it.receipt.is_some());
        let is_removal = |it: &&ActivityEntry| it.action == ActivityAction::RemoveRelationship;
        let is_done = self.activity.iter().filter(is_removal).any(|it| it.outcome == Outcome::Done);
        (is_removed, is_done) == (self.last().is_gone, self.last().is_gone)
    }
}

/// Whether all final answers to one key are the same.
fn is_answered_once(act: &Act) -> bool {
    let mut finals = act.answers.iter().filter(|it| it.is_final()).map(|it| (it.status, &it.body));
    let first = finals.next();
    finals.all(|it| Some(it) == first)
}
