//! Suspends everything that can be suspended, two at a time, and tells the truth about each.

use leptos::prelude::*;
use offboarding_domain::api::{Code, Outcome};
use offboarding_domain::{
    CustomerId, SubscriptionAction, SubscriptionId, SubscriptionKind, SubscriptionStatus, possible_actions,
};

use crate::acts::{Act, ending, outcome_of};
use crate::api::{failure, random_id};
use crate::app::Session;
use crate::host::{Ending, Operation};
use crate::i18n::{Tr, id};
use crate::language::language_select;
use crate::ui::{El, RwSignal, button, el, focus_heading, focus_selector, heading, memo, modal};

/// Upstream throttles per partner and customer.
const AT_A_TIME: usize = 2;

/// Where one item of a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Queued,
    Running,
    Done,
    Accepted,
    Failed,
    Skipped,
    Unknown,
}

impl State {
    fn text_id(self) -> &'static str {
        match self {
            Self::Queued => id!("suspend-row-queued"),
            Self::Running => id!("suspend-row-running"),
            Self::Done => id!("suspend-row-done"),
            Self::Accepted => id!("suspend-row-accepted"),
            Self::Failed => id!("suspend-row-failed"),
            Self::Skipped => id!("suspend-row-skipped"),
            Self::Unknown => id!("suspend-row-unknown"),
        }
    }

    fn is_over(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }
}

/// One subscription in a run.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    id: SubscriptionId,
    state: State,
}

/// The run of one element: none, asked about, under way, or its summary.
#[derive(Clone, Copy)]
pub struct SuspendAll {
    is_asking: RwSignal<bool>,
    entries: RwSignal<Vec<Entry>>,
    is_stopping: RwSignal<bool>,
    endings: StoredValue<Vec<Ending>, LocalStorage>,
}

impl SuspendAll {
    /// No run.
    pub fn new() -> Self {
        Self {
            is_asking: RwSignal::new(false),
            entries: RwSignal::new(Vec::new()),
            is_stopping: RwSignal::new(false),
            endings: StoredValue::new_local(Vec::new()),
        }
    }

    /// Forgets the run; what is under way upstream ends there.
    pub fn reset(self) {
        self.is_asking.set(false);
        self.is_stopping.set(false);
        self.entries.set(Vec::new());
    }

    /// The item waits for its turn or has it.
    pub fn is_running_for(self, item: &str) -> bool {
        self.entries.with(|it| it.iter().any(|entry| entry.id.as_str() == item && !entry.state.is_over()))
    }

    /// Where the item stands, in words.
    pub fn row_text(self, tr: Tr, item: &str) -> Option<String> {
        let state = self.entries.with(|it| it.iter().find(|entry| entry.id.as_str() == item).map(|it| it.state));
        state.filter(|it| *it != State::Done).map(|it| tr.now(it.text_id()))
    }

    /// Some are not done yet.
    pub fn is_running(self) -> bool {
        self.entries.with(|it| it.iter().any(|entry| !entry.state.is_over()))
    }

    fn count(self, wanted: impl Fn(State) -> bool) -> usize {
        self.entries.with(|it| it.iter().filter(|entry| wanted(entry.state)).count())
    }

    fn set(self, id: &SubscriptionId, state: State) {
        self.entries.update(|it| {
            if let Some(entry) = it.iter_mut().find(|entry| entry.id == *id) {
                entry.state = state;
            }
        });
    }

    fn take_next(self) -> Option<SubscriptionId> {
        let next =
            self.entries.with_untracked(|it| it.iter().find(|it| it.state == State::Queued).map(|it| it.id.clone()));
        next.inspect(|id| self.set(id, State::Running))
    }

    fn start(self, session: Session, ids: Vec<SubscriptionId>) {
        let Some(customer) = session.customer.get_untracked() else { return };
        let names: Vec<String> = ids.iter().map(ToString::to_string).collect();
        self.is_stopping.set(false);
        self.entries.set(ids.into_iter().map(|id| Entry { id, state: State::Queued }).collect());
        session.spawn(async move {
            let operation = Operation::new("suspend", names);
            if !session.host.allows(&operation).await {
                self.reset();
                return session.acts.fail(session, failure(Code::ActionVetoed));
            }
            session.host.started(&operation);
            self.endings.set_value(Vec::new());
            for _ in 0..AT_A_TIME {
                session.spawn(self.work(session, customer.clone(), operation.clone()));
            }
        });
    }

    /// Ends after the items that are being done.
    pub fn stop(self) {
        self.is_stopping.set(true);
    }

    /// One of the workers. The last to run out of work sums up.
    async fn work(self, session: Session, customer: CustomerId, operation: Operation) {
        while let Some(id) = self.take_next() {
            let act = Act::Subscription(id.clone(), SubscriptionAction::Suspend);
            let answer = act.send(session, &customer, &random_id()).await;
            if session.customer.get_untracked().as_ref() != Some(&customer) {
                return;
            }
            self.set(&id, state_of(&outcome_of(&answer)));
            self.endings.update_value(|it| it.push(ending(id.to_string(), &answer)));
            session.host.progressed(&operation, untrack(|| self.tally()));
            session.live.progress(|| untrack(|| self.how_far(session.tr)));
            match answer {
                Ok(done) => session.apply(done.changes),
                Err(problem) if ends_the_run(&problem.code) => {
                    self.skip_the_rest();
                    session.acts.fail(session, problem);
                }
                Err(_) => {}
            }
            if self.is_stopping.get_untracked() {
                self.skip_the_rest();
            }
        }
        if !untrack(|| self.is_running()) {
            self.sum_up(session).await;
            self.endings.with_value(|it| session.host.ended(&operation, it));
        }
    }

    /// Done, failed, unknown.
    fn tally(self) -> [usize; 3] {
        [
            self.count(|it| matches!(it, State::Done | State::Accepted)),
            self.count(|it| it == State::Failed),
            self.count(|it| it == State::Unknown),
        ]
    }

    fn skip_the_rest(self) {
        self.entries.update(|it| {
            it.iter_mut().filter(|it| it.state == State::Queued).for_each(|it| it.state = State::Skipped);
        });
    }

    /// What nobody knows is read again before anything is said of it.
    async fn sum_up(self, session: Session) {
        if session.read_account().await {
            self.settle_unknown(session);
        }
        session.live.say(|| untrack(|| self.summary(session.tr)).join(" "));
        focus_selector(session, "[data-run-summary]");
    }

    fn settle_unknown(self, session: Session) {
        let suspended: Vec<SubscriptionId> = session.account.with_untracked(|it| {
            let all = it.ready().map(|it| it.facts.subscriptions.as_slice()).unwrap_or_default();
            all.iter().filter(|it| it.status == SubscriptionStatus::Suspended).map(|it| it.id.clone()).collect()
        });
        self.entries.update(|it| {
            let unknown = it.iter_mut().filter(|it| matches!(it.state, State::Unknown | State::Accepted));
            unknown.filter(|it| suspended.contains(&it.id)).for_each(|it| it.state = State::Done);
        });
    }

    fn how_far(self, tr: Tr) -> String {
        let (done, total) = (self.count(State::is_over), self.count(|_| true));
        tr.with("suspend-progress", [("done", done.into()), ("total", total.into())])
    }

    /// One sentence for each way it ended.
    fn summary(self, tr: Tr) -> Vec<String> {
        let sentences = [
            (id!("suspend-success"), self.count(|it| it == State::Done)),
            (id!("suspend-accepted-note"), self.count(|it| it == State::Accepted)),
            (id!("suspend-partial-error"), self.count(|it| it == State::Failed)),
            (id!("suspend-unknown-error"), self.count(|it| it == State::Unknown)),
            (id!("suspend-skipped-note"), self.count(|it| it == State::Skipped)),
        ];
        let said = sentences.into_iter().enumerate().filter(|(i, (_, count))| *i == 0 || *count > 0);
        said.map(|(_, (id, count))| tr.with(id, [("count", count.into())])).collect()
    }
}

fn state_of(outcome: &Outcome) -> State {
    match outcome {
        Outcome::Done => State::Done,
        Outcome::Accepted => State::Accepted,
        Outcome::UnknownOutcome => State::Unknown,
        _ => State::Failed,
    }
}

/// Failures that the next item would meet as well.
fn ends_the_run(code: &Code) -> bool {
    matches!(
        code,
        Code::AuthRejected
            | Code::AuthTokenFailed
            | Code::AuthForbidden
            | Code::ApiUnreachable
            | Code::ApiRateLimited
            | Code::StateNotFound
    )
}

/// What a run would do.
#[derive(Default)]
struct Plan {
    can: Vec<(SubscriptionId, String)>,
    /// Names of what is active and cannot be suspended here.
    cannot: Vec<String>,
    /// Somebody signs in with one of them.
    has_users: bool,
    has_new_commerce: bool,
}

fn plan(session: Session) -> Plan {
    let planned = session.with_account(|account| {
        let sorted = super::sorted(session.tr, &account.facts.subscriptions).map(|(it, _)| it);
        let active = sorted.filter(|it| it.status == SubscriptionStatus::Active);
        let (can, cannot): (Vec<_>, Vec<_>) =
            active.partition(|it| possible_actions(it, &account.facts).contains(&SubscriptionAction::Suspend));
        Plan {
            has_users: can.iter().any(|it| it.kind != SubscriptionKind::AzurePlan),
            has_new_commerce: can.iter().any(|it| it.kind == SubscriptionKind::NewCommerce),
            can: can.into_iter().map(|it| (it.id.clone(), it.name.clone())).collect(),
            cannot: cannot.into_iter().map(|it| it.name.clone()).collect(),
        }
    });
    planned.unwrap_or_default()
}

/// Opens the question; there only where something can be suspended by this person.
pub fn suspend_all_button(session: Session) -> El {
    let tr = session.tr;
    let run = session.suspend_all;
    let count = memo(move || {
        let may = session.with_account(|it| it.may.suspend_subscription.is_granted()).unwrap_or_default();
        if may && !session.host.is_readonly() && !run.is_running() { plan(session).can.len() } else { 0 }
    });
    let is_offered = memo(move || count.get() > 0);
    let words = move || tr.with("suspend-all-button", [("count", count.get().into())]);
    let ask = move || {
        let ask = el("button").attr("type", "button").live_text(words);
        is_offered.get().then(|| ask.on("click", move |_| run.is_asking.set(true)))
    };
    let dialog = modal(
        session.live,
        Signal::derive(move || run.is_asking.get()),
        "dialog",
        move || run.is_asking.set(false),
        move || question(session),
    );
    el("div").live(ask).push(dialog)
}

fn question(session: Session) -> Vec<El> {
    let tr = session.tr;
    let run = session.suspend_all;
    let Plan { can, cannot, has_users, has_new_commerce } = plan(session);
    let count = can.len();
    let title = move || tr.with("suspend-all-dialog-title", [("count", count.into())]);
    let confirm = move || tr.with("suspend-all-confirm-button", [("count", count.into())]);
    let (ids, names): (Vec<_>, Vec<_>) = can.into_iter().unzip();
    let start = move |_| {
        run.is_asking.set(false);
        run.start(session, ids.clone());
    };
    let list = |words: &'static str, names: Vec<String>| {
        let names = names.iter().map(|it| el("li").text(it)).collect::<Vec<_>>();
        let list = el("ul").class("names").push(names);
        [heading(session, "h3").msg(tr, words), list]
    };
    let keep = button(tr, "suspend-dialog-keep-button").attr("part", "dialog-cancel");
    let go = el("button").attr("type", "button").class("primary").attr("part", "dialog-confirm").live_text(confirm);
    let actions =
        el("p").class("actions").push(keep.on("click", move |_| run.is_asking.set(false))).push(go.on("click", start));
    let mut parts =
        vec![heading(session, "h2").attr("id", "dialog-title").attr("part", "dialog-title").live_text(title)];
    parts.extend(has_users.then(|| el("p").msg(tr, "suspend-dialog-message")));
    parts.extend(has_new_commerce.then(|| el("p").msg(tr, "suspend-dialog-billing-note")));
    parts.extend(list(id!("suspend-all-list-heading"), names));
    if !cannot.is_empty() {
        parts.extend(list(id!("suspend-all-left-heading"), cannot));
    }
    parts.push(actions);
    parts.extend(language_select(session));
    parts
}

/// How far the run is; afterwards its summary, with what failed to try again.
pub fn suspend_all_panel(session: Session) -> El {
    let run = session.suspend_all;
    let phase = memo(move || run.entries.with(|it| !it.is_empty()).then(|| run.is_running()));
    let panel = move || {
        phase.get().map(|is_running| match is_running {
            true => progress(session),
            false => untrack(|| summary(session)),
        })
    };
    el("div").live(panel)
}

fn panel(tr: Tr) -> El {
    el("section").class("card").attr("part", "progress").named(tr, id!("suspend-all-region.aria-label"))
}

fn progress(session: Session) -> El {
    let tr = session.tr;
    let run = session.suspend_all;
    let total = move || run.count(|_| true);
    let done = move || run.count(State::is_over);
    let words = move || run.how_far(tr);
    let stop = button(tr, "suspend-stop-button")
        .live_attr("aria-disabled", move || run.is_stopping.get().then(|| "true".to_owned()))
        .on("click", move |_| run.is_stopping.set(true));
    let bar = el("progress")
        .live_attr("max", move || Some(total().to_string()))
        .live_attr("value", move || Some(done().to_string()))
        .live_attr("aria-label", move || Some(words()));
    panel(tr).push(el("p").live_text(words)).push(bar).push(el("p").class("actions").push(stop))
}

fn summary(session: Session) -> El {
    let tr = session.tr;
    let run = session.suspend_all;
    let again = run.entries.with_untracked(|it| {
        let missed = it.iter().filter(|it| matches!(it.state, State::Failed | State::Unknown));
        missed.map(|it| it.id.clone()).collect::<Vec<_>>()
    });
    let count = again.len();
    let retry = (count > 0).then(|| {
        let words = move || tr.with("suspend-retry-failed-button", [("count", count.into())]);
        let start = move |_| run.start(session, again.clone());
        el("button").attr("type", "button").live_text(words).on("click", start)
    });
    let close = button(tr, "suspend-close-button").on("click", move |_| {
        run.reset();
        focus_heading(session);
    });
    let sentences = move || run.summary(tr).iter().map(|it| el("p").text(it)).collect::<Vec<_>>();
    let told = el("div").attr("tabindex", "-1").attr("data-run-summary", "").live(sentences);
    panel(tr).push(told).push(el("p").class("actions").push(retry).push(close))
}
