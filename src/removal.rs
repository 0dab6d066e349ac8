//! Removing the reseller relationship: what it does, the control, the dialog, and what came of it.

mod confirm_dialog;
mod control;
mod effects;
mod outcome;
mod receipt;

use std::mem::discriminant;
use std::sync::Arc;

use leptos::prelude::*;
use offboarding_domain::api::{Code, Outcome, Problem, Receipt, RemovalOutcome, RemovalRequest, RemovalStatus};

pub use confirm_dialog::removal_dialog;
pub use control::remove_control;
pub use effects::effects;
pub use outcome::outcome_view;

use receipt::KeptReceipt;

use crate::api::{Result, failure, random_id};
use crate::app::Session;
use crate::host::{Ending, Operation};
use crate::state::date;
use crate::ui::{RwSignal, focus_heading, focus_selector, message_id};

/// What came of a removal.
#[derive(Clone)]
enum Ended {
    /// Upstream took it on; not seen yet.
    Accepted(String),
    /// Nobody knows yet.
    Unknown(String),
    /// Seen gone.
    Removed(Arc<KeptReceipt>),
}

/// The removal of one customer: not begun, being confirmed, on its way, ended.
#[derive(Clone, Copy)]
pub struct Removal {
    is_open: RwSignal<bool>,
    is_busy: RwSignal<bool>,
    typed: RwSignal<String>,
    is_acknowledged: RwSignal<bool>,
    failure: RwSignal<Option<Box<Problem>>>,
    ended: RwSignal<Option<Ended>>,
}

impl Removal {
    /// Not begun.
    pub fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            is_busy: RwSignal::new(false),
            typed: RwSignal::new(String::new()),
            is_acknowledged: RwSignal::new(false),
            failure: RwSignal::new(None),
            ended: RwSignal::new(None),
        }
    }

    /// Another customer.
    pub fn reset(self) {
        self.close();
        self.ended.set(None);
    }

    /// Tells of its end rather than of the account.
    pub fn has_outcome(self) -> bool {
        self.ended.with(Option::is_some)
    }

    /// How it stands for the host page, once there is something to tell.
    pub fn phase(self) -> Option<&'static str> {
        self.ended.with(|it| {
            it.as_ref().map(|it| match it {
                Ended::Accepted(_) => "accepted",
                Ended::Unknown(_) => "unknown",
                Ended::Removed(_) => "removed",
            })
        })
    }

    /// It is being asked about or sent.
    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }

    /// The receipt as the backend wrote it.
    pub fn receipt(self) -> Option<String> {
        self.ended.with_untracked(|it| match it {
            Some(Ended::Removed(receipt)) => Some(receipt.json.clone()),
            _ => None,
        })
    }

    /// Opens the dialog where the control would; says whether it does.
    pub fn open(self, session: Session) -> bool {
        let is_clear = untrack(|| {
            session.with_account(control::is_clear) == Some(true) && !self.has_outcome() && !session.host.is_readonly()
        });
        if is_clear {
            self.ask(session);
        }
        is_clear
    }

    fn close(self) {
        self.is_open.set(false);
        self.is_busy.set(false);
        self.typed.set(String::new());
        self.is_acknowledged.set(false);
        self.failure.set(None);
    }

    /// Asks for confirmation, if what upstream says now still clears the removal.
    fn ask(self, session: Session) {
        session.lazy.with(session, Box::new(move |_| self.read_and_ask(session)));
    }

    fn read_and_ask(self, session: Session) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        session.spawn(async move {
            let was_read = session.read_account().await;
            self.is_busy.set(false);
            let blockers = session.account.with_untracked(|it| it.ready().map_or(0, |it| it.blockers.len()));
            match (was_read, blockers) {
                (true, 0) => self.is_open.set(true),
                (true, blockers) => explain_blocked(session, blockers),
                (false, _) => {}
            }
        });
    }

    /// Sends what was confirmed, once.
    fn submit(self, session: Session) {
        let Some(customer) = session.customer.get_untracked() else { return };
        let request = RemovalRequest {
            confirmation: self.typed.get_untracked(),
            acknowledged: self.is_acknowledged.get_untracked(),
        };
        self.is_busy.set(true);
        self.failure.set(None);
        session.spawn(async move {
            let operation = Operation::new("remove", vec![customer.to_string()]);
            let answer = match session.host.allows(&operation).await {
                true => {
                    session.host.started(&operation);
                    let etag = session.etag.get_value();
                    let answer = session.api.remove_relationship(&customer, &request, &etag, &random_id()).await;
                    session.host.ended(&operation, &[ending(customer.to_string(), &answer)]);
                    answer
                }
                false => Err(failure(Code::ActionVetoed)),
            };
            self.is_busy.set(false);
            self.conclude(session, answer).await;
        });
    }

    async fn conclude(self, session: Session, answer: Result<(RemovalStatus, String)>) {
        let problem = match answer {
            Ok((status, receipt)) => return self.follow(session, status, receipt),
            Err(problem) => problem,
        };
        session.report(&problem);
        let message = message_id(&problem.code);
        let words = || session.tr.now(&message);
        match problem.code {
            Code::StateBlocked => {
                self.close();
                match problem.account {
                    Some(account) => session.show_account(*account),
                    None => _ = session.read_account().await,
                }
                session.live.alert(words);
                focus_selector(session, "[data-blockers-heading]");
            }
            Code::StateConflict => {
                session.read_account().await;
                self.is_acknowledged.set(false);
                session.live.alert(words);
                self.failure.set(Some(problem));
            }
            Code::ActionUnknownOutcome | Code::ApiTimeout => self.watch(session, Ended::Unknown),
            Code::StateNotFound | Code::StateAlreadyRemoved => {
                self.close();
                self.check(session).await;
            }
            _ => {
                session.live.alert(words);
                self.failure.set(Some(problem));
            }
        }
    }

    /// The backend's word on where the removal stands.
    fn follow(self, session: Session, status: RemovalStatus, json: String) {
        match (status.outcome, status.receipt) {
            (RemovalOutcome::Removed, Some(content)) => self.finish(session, KeptReceipt { content, json }),
            (RemovalOutcome::Refused, _) => {
                self.reset();
                session.reload();
            }
            (RemovalOutcome::Accepted, _) => self.watch(session, Ended::Accepted),
            _ => self.watch(session, Ended::Unknown),
        }
    }

    fn finish(self, session: Session, receipt: KeptReceipt) {
        let Receipt { id, customer, removed_at, .. } = &receipt.content;
        let name = customer.name.clone();
        session.host.removed(&customer.id, date(*removed_at), id);
        session.live.say(|| session.tr.with("remove-success", [("customer", name.into())]));
        self.close();
        self.ended.set(Some(Ended::Removed(Arc::new(receipt))));
        focus_heading(session);
    }

    /// Tells how it stands, and asks the backend again until it knows; it is never sent a second time.
    fn watch(self, session: Session, ended: fn(String) -> Ended) {
        let name = session.account.with_untracked(|it| it.ready().map(|it| it.profile.name.clone()));
        let ended = ended(name.unwrap_or_default());
        self.close();
        if self.ended.with_untracked(|it| it.as_ref().map(discriminant)) != Some(discriminant(&ended)) {
            self.ended.set(Some(ended));
            focus_heading(session);
        }
    }

    /// Asks the backend where the removal stands.
    async fn check(self, session: Session) {
        let Some(customer) = session.customer.get_untracked() else { return };
        let answer = session.api.removal(&customer).await;
        if session.customer.get_untracked() != Some(customer) {
            return;
        }
        match answer {
            Ok((status, receipt)) => self.follow(session, status, receipt),
            // There never was one: the page is what upstream says now.
            Err(problem) if problem.code == Code::StateNotFound => {
                self.reset();
                session.reload();
            }
            Err(problem) => session.report(&problem),
        }
    }
}

fn ending(id: String, answer: &Result<(RemovalStatus, String)>) -> Ending {
    let (outcome, code, correlation_id) = match answer {
        Ok((status, _)) => match status.outcome {
            RemovalOutcome::Removed => (Outcome::Done, None, String::new()),
            _ => (Outcome::Accepted, None, String::new()),
        },
        Err(problem) => {
            let is_unknown = matches!(problem.code, Code::ActionUnknownOutcome | Code::ApiTimeout);
            let outcome = if is_unknown { Outcome::UnknownOutcome } else { Outcome::Refused };
            (outcome, Some(problem.code.clone()), problem.correlation_id.clone())
        }
    };
    Ending { id, outcome, code, correlation_id }
}

/// Where the inactive control leads: to what blocks, with its number said.
fn explain_blocked(session: Session, count: usize) {
    session.live.say(|| session.tr.with("account-status-blocked-announcement", [("count", count.into())]));
    focus_selector(session, "[data-blockers-heading]");
}
