//! Under which ids writes were sent: Microsoft's support asks for them.

use std::cell::RefCell;

use uuid::Uuid;

tokio::task_local! {
    static SENT: RefCell<Vec<Uuid>>;
}

/// Does some work, and says by which `MS-RequestId`s it sent writes, in order; a write that was repeated under its own
/// id once.
pub async fn with_request_ids<T>(work: impl Future<Output = T>) -> (T, Vec<Uuid>) {
    let all = async {
        let done = work.await;
        (done, SENT.with(RefCell::take))
    };
    SENT.scope(RefCell::default(), all).await
}

/// A write is sent under this id; noted where somebody wants to know.
pub(super) fn note(id: Uuid) {
    let _unless_nobody_asks = SENT.try_with(|it| it.borrow_mut().push(id));
}
