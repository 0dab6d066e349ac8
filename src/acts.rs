//! Acts on single items: what the button says, whether it asks first, what is done, and what is said afterwards.

mod confirm;

use std::rc::Rc;

use leptos::prelude::*;
use offboarding_domain::api::{Code, ItemOutcome, Outcome, Problem};
use offboarding_domain::{AzureSubscriptionId, CustomerId, OrderLineId, SubscriptionAction, SubscriptionId};

pub use confirm::confirm_dialog;

use crate::api::{Result, failure, random_id};
use crate::app::Session;
use crate::host::{Ending, Operation};
use crate::i18n::id;
use crate::ui::{El, RwSignal, copy_of, el, failure_text, message_id, rescue_focus};

/// Something that can be done to one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// To a subscription.
    Subscription(SubscriptionId, SubscriptionAction),
    /// Cancel an Azure subscription under a plan.
    AzureSubscription(SubscriptionId, AzureSubscriptionId),
    /// Cancel a reservation.
    Reservation(OrderLineId),
    /// Cancel software.
    Software(OrderLineId),
}

/// An act, the item's name, and whether the item is new commerce, where suspending costs something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub act: Act,
    pub name: String,
    pub is_new_commerce: bool,
}

impl Act {
    /// The item's id: names its row.
    pub fn item(&self) -> &str {
        match self {
            Self::Subscription(id, _) => id.as_str(),
            Self::AzureSubscription(_, id) => id.as_str(),
            Self::Reservation(id) | Self::Software(id) => id.as_str(),
        }
    }

    /// The name in the host page's events.
    fn name(&self) -> &'static str {
        match self {
            Self::Subscription(_, SubscriptionAction::Suspend) => "suspend",
            Self::Subscription(_, SubscriptionAction::Reactivate) => "reactivate",
            Self::Subscription(_, SubscriptionAction::Cancel) => "cancel-subscription",
            Self::Subscription(_, SubscriptionAction::StopAutoRenew) => "stop-auto-renew",
            Self::AzureSubscription(..) => "cancel-azure-subscription",
            Self::Reservation(_) => "cancel-reservation",
            Self::Software(_) => "cancel-software",
        }
    }

    /// The button's words, its name, and the variable in it.
    fn button(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Subscription(_, SubscriptionAction::Suspend) => {
                (id!("suspend-button"), id!("suspend-button.aria-label"), "subscription")
            }
            Self::Subscription(_, SubscriptionAction::Reactivate) => {
                (id!("reactivate-button"), id!("reactivate-button.aria-label"), "subscription")
            }
            Self::Subscription(_, SubscriptionAction::Cancel) => {
                (id!("cancel-subscription-button"), id!("cancel-subscription-button.aria-label"), "subscription")
            }
            Self::Subscription(_, SubscriptionAction::StopAutoRenew) => {
                (id!("stop-renewal-button"), id!("stop-renewal-button.aria-label"), "subscription")
            }
            Self::AzureSubscription(..) => {
                (id!("azure-cancel-button"), id!("azure-cancel-button.aria-label"), "subscription")
            }
            Self::Reservation(_) => {
                (id!("reservations-cancel-button"), id!("reservations-cancel-button.aria-label"), "reservation")
            }
            Self::Software(_) => (id!("software-cancel-button"), id!("software-cancel-button.aria-label"), "software"),
        }
    }

    /// What is said once it was seen done, and the variable in it.
    fn done(&self) -> (&'static str, &'static str) {
        match self {
            Self::Subscription(_, SubscriptionAction::Suspend) => (id!("suspend-done"), "subscription"),
            Self::Subscription(_, SubscriptionAction::Reactivate) => (id!("reactivate-done"), "subscription"),
            Self::Subscription(_, SubscriptionAction::StopAutoRenew) => (id!("stop-renewal-done"), "subscription"),
            Self::Subscription(_, SubscriptionAction::Cancel) | Self::AzureSubscription(..) => {
                (id!("cancel-subscription-done"), "subscription")
            }
            Self::Reservation(_) => (id!("reservations-cancel-done"), "reservation"),
            Self::Software(_) => (id!("software-cancel-done"), "software"),
        }
    }

    fn permitted(&self, session: Session) -> bool {
        let may = |account: &offboarding_domain::api::Account| match self {
            Self::Subscription(_, action) => account.may.of(action.act()).is_granted(),
            _ => account.may.cancel_purchase.is_granted(),
        };
        session.with_account(may).unwrap_or_default()
    }

    /// Sends it. The same key is the same act, however often it is sent.
    pub async fn send(&self, session: Session, customer: &CustomerId, key: &str) -> Result<ItemOutcome> {
        let api = session.api;
        match self {
            Self::Subscription(id, action) => api.change_subscription(customer, id, *action, key).await,
            Self::AzureSubscription(plan, id) => api.cancel_azure_subscription(customer, plan, id, key).await,
            Self::Reservation(id) => api.cancel_reservation(customer, id, key).await,
            Self::Software(id) => api.cancel_software(customer, id, key).await,
        }
    }
}

impl Request {
    /// A dialog comes first where the act costs something or cannot be taken back.
    fn asks_first(&self) -> bool {
        match self.act {
            Act::Subscription(_, SubscriptionAction::Suspend) => self.is_new_commerce,
            Act::Subscription(_, SubscriptionAction::Reactivate | SubscriptionAction::StopAutoRenew) => false,
            _ => true,
        }
    }
}

/// Acts under way, the one being asked about, and the last that failed.
#[derive(Clone, Copy)]
pub struct Acts {
    busy: RwSignal<Vec<String>>,
    asked: RwSignal<Option<Request>>,
    failure: RwSignal<Option<Box<Problem>>>,
}

impl Acts {
    /// Nothing under way.
    pub fn new() -> Self {
        Self { busy: RwSignal::new(Vec::new()), asked: RwSignal::new(None), failure: RwSignal::new(None) }
    }

    /// Another customer: what failed for the last one is over.
    pub fn reset(self) {
        self.asked.set(None);
        self.failure.set(None);
    }

    /// Something is under way.
    pub fn is_any_busy(self) -> bool {
        self.busy.with(|it| !it.is_empty())
    }

    fn is_busy(self, item: &str) -> bool {
        self.busy.with_untracked(|it| it.iter().any(|busy| busy == item))
    }

    fn perform(self, session: Session, request: Request) {
        let Some(customer) = session.customer.get_untracked() else { return };
        let item = request.act.item().to_owned();
        if self.busy.with_untracked(|it| it.contains(&item)) {
            return;
        }
        self.failure.set(None);
        self.busy.update(|it| it.push(item.clone()));
        session.items.changed(&item);
        session.spawn(async move {
            let operation = Operation::new(request.act.name(), vec![item.clone()]);
            let answer = match session.host.allows(&operation).await {
                true => {
                    session.host.started(&operation);
                    let answer = request.act.send(session, &customer, &random_id()).await;
                    session.host.ended(&operation, &[ending(item.clone(), &answer)]);
                    answer
                }
                false => Err(failure(Code::ActionVetoed)),
            };
            self.busy.update(|it| it.retain(|busy| *busy != item));
            session.items.changed(&item);
            if session.customer.get_untracked().as_ref() == Some(&customer) {
                self.conclude(session, &request, answer).await;
                rescue_focus(session, item);
            }
        });
    }

    async fn conclude(self, session: Session, request: &Request, answer: Result<ItemOutcome>) {
        let tr = session.tr;
        match answer {
            Ok(done) => {
                session.apply(done.changes);
                let name = request.name.clone().into();
                session.live.say(|| match done.outcome {
                    Outcome::Accepted => tr.with("act-accepted-note", [("item", name)]),
                    _ => {
                        let (id, variable) = request.act.done();
                        tr.with(id, [(variable, name)])
                    }
                });
            }
            Err(problem) if problem.code == Code::ActionVetoed => self.fail(session, problem),
            Err(problem) => {
                // What is on the page may be what misled: read it again, and keep the failure in sight.
                session.read_account().await;
                self.fail(session, problem);
            }
        }
    }

    /// Shows and says what went wrong.
    pub fn fail(self, session: Session, problem: Box<Problem>) {
        session.report(&problem);
        let words = || session.tr.now(&message_id(&problem.code));
        match problem.code {
            Code::AuthRejected | Code::AuthTokenFailed => session.live.alert(words),
            _ => session.live.say(words),
        }
        self.failure.set(Some(problem));
    }
}

/// Asks first, or does it.
pub fn act(session: Session, request: Request) {
    match request.asks_first() {
        true => session.acts.asked.set(Some(request)),
        false => session.acts.perform(session, request),
    }
}

/// How an act ended, as far as its answer tells.
fn outcome_of(answer: &Result<ItemOutcome>) -> Outcome {
    match answer {
        Ok(done) => done.outcome.clone(),
        Err(problem) => match problem.code {
            Code::ActionUnknownOutcome | Code::ApiTimeout => Outcome::UnknownOutcome,
            Code::ApiUnreachable | Code::ApiUnavailable | Code::UpstreamFailed => Outcome::Failed,
            _ => Outcome::Refused,
        },
    }
}

/// What the host page hears of an answer.
fn ending(id: String, answer: &Result<ItemOutcome>) -> Ending {
    let (code, correlation_id) = match answer {
        Ok(done) => (None, done.correlation_id.clone()),
        Err(problem) => (Some(problem.code.clone()), problem.correlation_id.clone()),
    };
    Ending { id, outcome: outcome_of(answer), code, correlation_id }
}

/// The button for an act; nothing for somebody who may not.
pub fn act_button(session: Session, request: Request) -> Option<El> {
    let tr = session.tr;
    let acts = session.acts;
    if session.host.is_readonly() || !untrack(|| request.act.permitted(session)) {
        return None;
    }
    let (words, name_id, variable) = request.act.button();
    let item = request.act.item().to_owned();
    let signal = session.items.of(&item);
    let item_name = request.name.clone();
    let name = move || tr.with(name_id, [(variable, item_name.clone().into())]).into();
    let is_busy: Rc<dyn Fn() -> bool> = Rc::new(move || acts.is_busy(&item) || session.operations.is_next(&item));
    let is_busy_now = is_busy.clone();
    let is_busy = move || {
        signal.track();
        is_busy()
    };
    let click = move |_| {
        if !is_busy_now() {
            let request = request.clone();
            session.lazy.with(session, Box::new(move |it| (it.act)(session, request)));
        }
    };
    Some(
        copy_of(|| el("button").attr("type", "button").class("act").attr("part", "row-action"))
            .msg(tr, words)
            .formatted_attr("aria-label", Box::new(name))
            .live_busy(Box::new(is_busy))
            .on("click", click),
    )
}

/// The last act that failed, until the next one.
pub fn act_failure(session: Session) -> El {
    let tr = session.tr;
    let notice = move |problem: Box<Problem>| {
        el("div")
            .class("notice failure")
            .attr("part", "error")
            .push(el("p").class("strong").msg(tr, "error-heading"))
            .push(failure_text(tr, &problem))
    };
    el("div").live(move || session.acts.failure.get().map(notice))
}
