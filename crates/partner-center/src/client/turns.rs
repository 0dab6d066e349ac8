//! How many writes are on their way at a time: Microsoft counts them for each partner and each customer, and refused
//! ones as well.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

const FOR_ALL: usize = 8;
const FOR_A_CUSTOMER: usize = 2;

/// Whose turn it is.
#[derive(Debug)]
pub(super) struct Turns {
    all: Arc<Semaphore>,
    customers: Mutex<HashMap<String, Weak<Semaphore>>>,
}

/// A write may be on its way while this lives.
pub(super) struct Turn {
    _customer: Option<OwnedSemaphorePermit>,
    _all: Option<OwnedSemaphorePermit>,
}

impl Default for Turns {
    fn default() -> Self {
        Self { all: Arc::new(Semaphore::new(FOR_ALL)), customers: Mutex::default() }
    }
}

impl Turns {
    /// Waits for a turn to write to this path: the customer's first, so that nobody waits with a turn of all.
    pub(super) async fn take(&self, path: &str) -> Turn {
        let customer = self.of_customer(path);
        // Neither is ever closed.
        let _customer = customer.acquire_owned().await.ok();
        let _all = self.all.clone().acquire_owned().await.ok();
        Turn { _customer, _all }
    }

    fn of_customer(&self, path: &str) -> Arc<Semaphore> {
        let id = path.strip_prefix("customers/").and_then(|it| it.split('/').next()).unwrap_or_default();
        let mut customers = self.customers.lock().unwrap_or_else(PoisonError::into_inner);
        customers.retain(|_, it| it.strong_count() > 0);
        if let Some(known) = customers.get(id).and_then(Weak::upgrade) {
            return known;
        }
        let fresh = Arc::new(Semaphore::new(FOR_A_CUSTOMER));
        customers.insert(id.to_owned(), Arc::downgrade(&fresh));
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_customer_has_turns_of_its_own_and_leaves_nothing_behind() {
        let turns = Turns::default();
        let one = turns.of_customer("customers/a/subscriptions/b");
        assert!(Arc::ptr_eq(&one, &turns.of_customer("customers/a")));
        assert!(!Arc::ptr_eq(&one, &turns.of_customer("customers/b")));
        drop(one);
        turns.of_customer("customers/c");
        assert_eq!(turns.customers.lock().unwrap().len(), 1);
    }
}
