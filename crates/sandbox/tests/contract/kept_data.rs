//! Data in a file outlives the sandbox, and is seeded once.

use offboarding_domain::check_removal;
use partner_center_sandbox::Options;
use partner_center_sandbox::seed::{self, READY};

use crate::support::{World, customer_path};

#[tokio::test]
async fn what_was_removed_stays_removed_when_the_sandbox_is_opened_again() {
    let place = tempfile::tempdir().unwrap();
    let options = || Options { data: Some(place.path().join("sandbox.sqlite")), ..Options::default() };
    let first = World::with(options()).await;
    let clearance = check_removal(&seed::customer_id(READY), &first.facts(READY).await).unwrap();
    first.partner_center.remove_relationship(&first.call(), &clearance).await.unwrap();
    let again = World::with(options()).await;
    again.get(&customer_path(READY)).await.is(403, 20_002);
    let list = again.partner_center.list_customers(&again.call(), "", None, 500).await.unwrap();
    assert_eq!(list.items.len(), seed::customer_names().len() - 1);
}
