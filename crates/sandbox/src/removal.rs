//! The last guard: the facts, the rule and the removal in one unit of work.

use offboarding_domain::{Blocker, CustomerId, Facts, Item, check_removal};
use partner_center::to_domain::{self, Malformed, has_azure_subscriptions};
use partner_center::wire::Customer;

use crate::Sandbox;
use crate::refusal::{REMOVAL_BLOCKED, Refusal};
use crate::store::Work;

/// Ids that fit into a description of at most 1,024 characters.
const IDS_IN_DESCRIPTION: usize = 8;

impl Sandbox {
    /// Ends the relationship where nothing blocks it; says everything that does otherwise.
    pub(crate) async fn end_relationship(
        &self,
        work: &mut Work,
        id: &CustomerId,
        customer: &mut Customer,
    ) -> Result<(), Refusal> {
        let facts = self.facts(work, id).await?;
        check_removal(id, &facts).map_err(|blockers| blocked(&blockers))?;
        customer.relationship_to_partner = Some("none".to_owned());
        customer.allow_delegated_access = Some(false);
        Ok(work.save_customer(customer, self.seen_after_s).await?)
    }

    /// A tenant can go once its reservations and software are cancelled.
    pub(crate) async fn check_deletion(&self, work: &mut Work, id: &CustomerId) -> Result<(), Refusal> {
        let facts = self.facts(work, id).await?;
        let mut blockers = check_removal(id, &facts).err().unwrap_or_default();
        blockers.retain(|it| matches!(it.item, Item::Reservation(_) | Item::Software(_)));
        if blockers.is_empty() { Ok(()) } else { Err(blocked(&blockers)) }
    }

    /// What is on record, by the same mapping that clients use.
    async fn facts(&self, work: &mut Work, id: &CustomerId) -> Result<Facts, Refusal> {
        let purchases = to_domain::purchases(&work.entitlements(id).await?, &work.orders(id).await?)?;
        let mut subscriptions =
            work.subscriptions(id).await?.iter().map(to_domain::subscription).collect::<Result<Vec<_>, Malformed>>()?;
        for plan in subscriptions.iter_mut().filter(|it| has_azure_subscriptions(it)) {
            let under_plan = work.azure_subscriptions(id, &plan.id).await?;
            plan.azure_subscriptions =
                under_plan.iter().map(to_domain::azure_subscription).collect::<Result<_, Malformed>>()?;
        }
        Ok(Facts {
            as_of: work.moment(),
            rule: self.rule,
            account_kind: self.account_kind,
            subscriptions,
            reservations: purchases.reservations,
            software: purchases.software,
            unreadable: Vec::new(),
        })
    }
}

/// Microsoft's one known wording ("… cannot be removed due to active Azure reserved instances. Please cancel the
/// following orders: …"), carried over to the other kinds of blockers.
fn blocked(blockers: &[Blocker]) -> Refusal {
    let description = KINDS.iter().filter_map(|kind| kind.sentence(blockers)).collect::<Vec<_>>().join(" ");
    Refusal::bad_request(REMOVAL_BLOCKED, description).with_data(blockers.iter().map(in_data).collect())
}

/// Blockers that one sentence is about.
struct Kind {
    due_to: &'static str,
    please: &'static str,
    id: fn(&Item) -> Option<String>,
}

const KINDS: [Kind; 4] = [
    Kind {
        due_to: "active subscriptions",
        please: "clear the following subscriptions",
        id: |item| match item {
            Item::Subscription(id) => Some(id.to_string()),
            _ => None,
        },
    },
    Kind {
        due_to: "active Azure subscriptions",
        please: "cancel the following Azure subscriptions",
        id: |item| match item {
            Item::AzureSubscription(_, id) => Some(id.to_string()),
            _ => None,
        },
    },
    Kind {
        due_to: "active Azure reserved instances",
        please: "cancel the following orders",
        id: |item| match item {
            Item::Reservation(id) => Some(id.order_id().to_owned()),
            _ => None,
        },
    },
    Kind {
        due_to: "software purchases",
        please: "cancel the following orders",
        id: |item| match item {
            Item::Software(id) => Some(id.order_id().to_owned()),
            _ => None,
        },
    },
];

impl Kind {
    fn sentence(&self, blockers: &[Blocker]) -> Option<String> {
        let ids: Vec<String> = blockers.iter().filter_map(|it| (self.id)(&it.item)).collect();
        let shown = ids.iter().take(IDS_IN_DESCRIPTION).cloned().collect::<Vec<_>>().join(", ");
        let more = match ids.len().saturating_sub(IDS_IN_DESCRIPTION) {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        let due_to = self.due_to;
        let sentence =
            format!("Customer relationship cannot be removed due to {due_to}. Please {}: {shown}{more}.", self.please);
        (!ids.is_empty()).then_some(sentence)
    }
}

/// `subscription:{id}:{name}:active`.
fn in_data(blocker: &Blocker) -> String {
    let (kind, id) = match &blocker.item {
        Item::Subscription(id) => ("subscription", id.to_string()),
        Item::AzureSubscription(_, id) => ("azure-subscription", id.to_string()),
        Item::Reservation(id) => ("reservation", id.to_string()),
        Item::Software(id) => ("software", id.to_string()),
        Item::Unreadable(part) => ("unreadable", format!("{part:?}")),
    };
    let reason = serde_json::to_value(blocker.reason).ok().and_then(|it| it.as_str().map(str::to_owned));
    format!("{kind}:{id}:{}:{}", blocker.label, reason.unwrap_or_default())
}
