//! Which state a subscription may go to from which, and what else happens when it does.
//!
//! Every code is documented by Microsoft; which transition it belongs to is this sandbox's choice.

use offboarding_domain::{Subscription, SubscriptionKind as Kind, SubscriptionStatus as Status, Timestamp};
use partner_center::wire;

use crate::product::next_etag;
use crate::refusal::Refusal;

/// What a transition depends on besides the subscription itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surroundings {
    pub(crate) now: Timestamp,
    /// Azure subscriptions under the plan are in use.
    pub(crate) has_active_azure: bool,
    /// The subscription that this one adds to is in use; also where there is none.
    pub(crate) is_base_active: bool,
    /// The term is a month or less: its window counts in hours.
    pub(crate) is_monthly: bool,
}

/// Whether it may go there.
pub(crate) fn check(subscription: &Subscription, to: &Status, around: &Surroundings) -> Result<(), Refusal> {
    match (&subscription.status, to) {
        (Status::Pending, _) => {
            Err(Refusal::conflict(800_082, "The subscription is not ready to be updated. Try later."))
        }
        (Status::Deleted, _) => Err(Refusal::bad_request(2011, "A deleted subscription cannot be updated.")),
        (Status::Expired | Status::Disabled, _) => Err(cannot_go(subscription, to)),
        (Status::Unknown(_), _) => Err(not_by_status()),
        (from, to) if from == to => Ok(()),
        (_, Status::Suspended) => check_suspend(subscription, around),
        (_, Status::Active) => check_reactivate(subscription, around),
        (_, Status::Deleted) => check_cancel(subscription, around),
        _ => Err(cannot_go(subscription, to)),
    }
}

fn check_suspend(subscription: &Subscription, around: &Surroundings) -> Result<(), Refusal> {
    match subscription.kind {
        Kind::Legacy | Kind::NewCommerce => Ok(()),
        Kind::AzurePlan => without_azure(around),
        Kind::SavingsPlan => Err(managed_in_azure()),
        Kind::Software | Kind::Marketplace | Kind::Unknown(_) => Err(not_by_status()),
    }
}

fn check_reactivate(subscription: &Subscription, around: &Surroundings) -> Result<(), Refusal> {
    if subscription.term_end.is_some_and(|end| end <= around.now) {
        return Err(cannot_go(subscription, &Status::Active));
    }
    match around.is_base_active {
        true => Ok(()),
        false => Err(Refusal::conflict(27_009, "An add-on cannot be active while its subscription is not.")),
    }
}

fn check_cancel(subscription: &Subscription, around: &Surroundings) -> Result<(), Refusal> {
    let days = match subscription.kind {
        Kind::AzurePlan => return without_azure(around),
        Kind::SavingsPlan => return Err(managed_in_azure()),
        Kind::Legacy | Kind::Unknown(_) => return Err(not_by_status()),
        Kind::NewCommerce | Kind::Software => 7,
        Kind::Marketplace => 14,
    };
    if subscription.cancellable_until.is_some_and(|end| around.now < end) {
        return Ok(());
    }
    match around.is_monthly && subscription.kind == Kind::Marketplace {
        true => Err(Refusal::bad_request(900_213, "The subscription is past the 24-hour cancellation window.")),
        false => Err(past_window(days)),
    }
}

/// Past its window of so many days.
pub(crate) fn past_window(days: u32) -> Refusal {
    Refusal::bad_request(900_117, format!("The subscription is past the {days}-day cancellation window."))
}

fn without_azure(around: &Surroundings) -> Result<(), Refusal> {
    match around.has_active_azure {
        false => Ok(()),
        true => Err(Refusal::forbidden(
            900_115,
            "The Azure plan cannot be suspended since active Azure subscriptions exist.",
        )),
    }
}

fn managed_in_azure() -> Refusal {
    Refusal::forbidden(900_321, "Savings plans are managed in the Azure portal.")
}

fn not_by_status() -> Refusal {
    Refusal::bad_request(800_096, "The status of this subscription cannot be updated.")
}

fn cannot_go(subscription: &Subscription, to: &Status) -> Refusal {
    Refusal::bad_request(800_040, format!("The status cannot be set to {to} from {}.", subscription.status))
}

/// What changes with the state.
pub(crate) fn enter(subscription: &mut wire::Subscription, kind: &Kind, to: &Status) {
    subscription.status = Some(to.as_str().to_owned());
    let is_over = *to == Status::Deleted || (*to == Status::Suspended && *kind == Kind::NewCommerce);
    if is_over {
        subscription.auto_renew_enabled = Some(false);
        subscription.scheduled_next_term_instructions = None;
    }
    renew_etag(subscription);
}

/// A new version, for what has versions.
pub(crate) fn renew_etag(subscription: &mut wire::Subscription) {
    if let Some(etag) = subscription.attributes.as_mut().and_then(|it| it.etag.as_mut()) {
        *etag = next_etag(etag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000);

    fn subscription(kind: Kind, status: &str) -> Subscription {
        Subscription {
            id: "c5757d70-06f3-4f23-8367-5a9e55019f94".parse().unwrap(),
            name: String::new(),
            kind,
            status: status.into(),
            seats: 1,
            is_trial: false,
            parent: None,
            started: None,
            term_end: Some(Timestamp(2_000)),
            cancellable_until: Some(Timestamp(1_500)),
            auto_renew: true,
            azure_subscriptions: Vec::new(),
        }
    }

    const CALM: Surroundings =
        Surroundings { now: NOW, has_active_azure: false, is_base_active: true, is_monthly: false };

    #[track_caller]
    fn expect(subscription: &Subscription, to: &str, around: &Surroundings, expected: Option<(u16, u32)>) {
        let refused = check(subscription, &to.into(), around).err().map(|it| it.status_and_code());
        assert_eq!(refused, expected, "{} {} to {to}", subscription.kind, subscription.status);
    }

    /// `None` is 200.
    type Row<'a> = (Kind, &'a str, &'a str, Option<(u16, u32)>);

    #[test]
    fn the_transition_table_holds() {
        use Kind::{AzurePlan, Legacy, Marketplace, NewCommerce, SavingsPlan, Software};
        let unknown = || Kind::Unknown("Quantum".to_owned());
        let rows: [Row<'_>; 37] = [
            (Legacy, "active", "active", None),
            (Legacy, "active", "suspended", None),
            (Legacy, "active", "deleted", Some((400, 800_096))),
            (Legacy, "suspended", "active", None),
            (Legacy, "suspended", "suspended", None),
            (Legacy, "suspended", "deleted", Some((400, 800_096))),
            (NewCommerce, "active", "suspended", None),
            (NewCommerce, "active", "deleted", None),
            (NewCommerce, "suspended", "active", None),
            (NewCommerce, "suspended", "deleted", None),
            (AzurePlan, "active", "suspended", None),
            (AzurePlan, "active", "deleted", None),
            (AzurePlan, "suspended", "active", None),
            (AzurePlan, "suspended", "deleted", None),
            (Software, "active", "suspended", Some((400, 800_096))),
            (Software, "active", "deleted", None),
            (Marketplace, "active", "suspended", Some((400, 800_096))),
            (Marketplace, "active", "deleted", None),
            (SavingsPlan, "active", "suspended", Some((403, 900_321))),
            (SavingsPlan, "active", "deleted", Some((403, 900_321))),
            (unknown(), "active", "suspended", Some((400, 800_096))),
            (unknown(), "active", "deleted", Some((400, 800_096))),
            (Legacy, "pending", "active", Some((409, 800_082))),
            (Legacy, "pending", "suspended", Some((409, 800_082))),
            (NewCommerce, "pending", "deleted", Some((409, 800_082))),
            (NewCommerce, "expired", "active", Some((400, 800_040))),
            (NewCommerce, "expired", "suspended", Some((400, 800_040))),
            (NewCommerce, "expired", "deleted", Some((400, 800_040))),
            (NewCommerce, "disabled", "active", Some((400, 800_040))),
            (NewCommerce, "disabled", "deleted", Some((400, 800_040))),
            (NewCommerce, "deleted", "active", Some((400, 2011))),
            (NewCommerce, "deleted", "suspended", Some((400, 2011))),
            (NewCommerce, "deleted", "deleted", Some((400, 2011))),
            (Legacy, "under review", "suspended", Some((400, 800_096))),
            (Legacy, "active", "expired", Some((400, 800_040))),
            (Legacy, "active", "asleep", Some((400, 800_040))),
            (Legacy, "suspended", "pending", Some((400, 800_040))),
        ];
        for (kind, from, to, expected) in rows {
            expect(&subscription(kind, from), to, &CALM, expected);
        }
    }

    #[test]
    fn after_the_window_nothing_is_cancelled() {
        let later = Surroundings { now: Timestamp(1_500), ..CALM };
        for (kind, around, code) in [
            (Kind::NewCommerce, later, 900_117),
            (Kind::Software, later, 900_117),
            (Kind::Marketplace, later, 900_117),
            (Kind::Marketplace, Surroundings { is_monthly: true, ..later }, 900_213),
        ] {
            expect(&subscription(kind.clone(), "active"), "deleted", &around, Some((400, code)));
        }
    }

    #[test]
    fn azure_subscriptions_hold_their_plan() {
        let busy = Surroundings { has_active_azure: true, ..CALM };
        expect(&subscription(Kind::AzurePlan, "active"), "suspended", &busy, Some((403, 900_115)));
        expect(&subscription(Kind::AzurePlan, "suspended"), "deleted", &busy, Some((403, 900_115)));
    }

    #[test]
    fn reactivation_needs_a_running_term_and_an_active_base() {
        let over = Surroundings { now: Timestamp(2_000), ..CALM };
        expect(&subscription(Kind::Legacy, "suspended"), "active", &over, Some((400, 800_040)));
        let alone = Surroundings { is_base_active: false, ..CALM };
        expect(&subscription(Kind::Legacy, "suspended"), "active", &alone, Some((409, 27_009)));
    }
}
