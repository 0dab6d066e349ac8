//! The customers that a new sandbox has: one for each row of the removal rule, by names that look real.
//!
//! Ids follow from names, so that tests and bookmarks keep working. Dates follow from the moment of seeding, so that
//! windows are as open or closed as the case says.

mod account;
mod customers;
mod generated;

use offboarding_domain::CustomerId;
use uuid::Uuid;

use crate::store::Work;
use account::Account;

/// Two active licences and a suspended one, an Azure plan with three Azure subscriptions, a reservation, a licence:
/// everything can be cleared under the rule `suspend`.
pub const STORY: &str = "Caffè dell’Orso S.r.l.";
/// Nothing at all: ready to be removed.
pub const READY: &str = "Panadería Ibáñez e Hijos, S.L.";
/// Exactly 200 subscriptions in mixed states.
pub const MANY: &str = "Ñandú Logística, S.A.";

/// Names everything that this sandbox makes up.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f66_6662_6f61_7264_696e_672d_7361_6e64);

/// The id of the customer with this name.
pub fn customer_id(name: &str) -> CustomerId {
    id("customer", name).to_string().parse().expect("a UUID is a GUID")
}

/// The names of all customers but the generated ones.
pub fn customer_names() -> Vec<String> {
    customers::all(jiff::Timestamp::now()).into_iter().map(|it| it.name).collect()
}

/// Fills an empty database.
pub(crate) async fn sow(work: &mut Work, n_generated: u32) -> Result<(), sqlx::Error> {
    let now = work.now();
    plant(work, customers::all(now)).await?;
    for batch in generated::batches(now, n_generated) {
        plant(work, batch).await?;
    }
    Ok(())
}

async fn plant(work: &mut Work, accounts: Vec<Account>) -> Result<(), sqlx::Error> {
    let mut customers = Vec::new();
    let (mut subscriptions, mut azure, mut orders, mut entitlements) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for account in accounts {
        let owned = || account.id.clone();
        subscriptions.extend(account.subscriptions.into_iter().map(|it| (owned(), it)));
        azure.extend(account.azure_subscriptions.into_iter().map(|it| (owned(), it)));
        orders.extend(account.orders.into_iter().map(|it| (owned(), it)));
        entitlements.extend(account.entitlements.into_iter().map(|it| (owned(), it)));
        customers.push(account.customer);
    }
    work.add_customers(&customers).await?;
    work.save_subscriptions(&subscriptions).await?;
    work.save_azure_subscriptions(&azure).await?;
    work.save_orders(&orders).await?;
    work.save_entitlements(&entitlements).await
}

fn id(kind: &str, name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{kind}/{name}").as_bytes())
}
