//! Works at what is due, a few operations at a time, as long as the process runs.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::sleep;
use uuid::Uuid;

use super::store::Claimed;
use super::turn::take_turn;
use crate::journal::{Error, in_future, now};
use crate::state::AppState;

/// Operations that this process works at side by side; upstream's own limits hold within the client.
const AT_A_TIME: usize = 4;

/// Takes turns until the process stops. What is being done then is finished, and the rest left to whoever comes next.
pub async fn run(state: AppState) {
    let (name, free) = (Uuid::new_v4().to_string(), Arc::new(Semaphore::new(AT_A_TIME)));
    while let Some(Ok(turn)) = state.stopping.run_until_cancelled(free.clone().acquire_owned()).await {
        match state.operations.store.claim(&name, in_future(state.operations.lease)).await {
            Ok(Some(claimed)) => {
                let state = state.clone();
                state.tasks.clone().spawn(async move {
                    work(&state, &claimed).await;
                    drop(turn);
                    state.operations.want();
                });
            }
            Ok(None) => wait(&state).await,
            Err(error) => {
                tell(&error);
                wait(&state).await;
            }
        }
    }
}

/// Until something is due or wanted, or another process may have left something.
async fn wait(state: &AppState) {
    let pace = state.operations.pace;
    let pause = match state.operations.store.next_due().await {
        Ok(Some(due)) => Duration::from_millis(u64::try_from(due.0 - now().0).unwrap_or_default()).min(pace.look),
        _ => pace.look,
    };
    tokio::select! {
        () = state.stopping.cancelled() => {}
        () = state.operations.wanted.notified() => {}
        () = sleep(pause.max(Duration::from_millis(1))) => {}
    }
}

/// One turn, as long as the lease is ours.
async fn work(state: &AppState, claimed: &Claimed) {
    let turn = async {
        if let Err(error) = take_turn(state, claimed).await {
            tell(&error);
        }
    };
    tokio::select! {
        () = turn => {}
        () = keep_lease(state, claimed) => tracing::warn!(operation = claimed.id, "somebody else works at it"),
    }
}

/// Returns when the lease is lost. A database that does not answer is asked again, while the lease runs out.
async fn keep_lease(state: &AppState, claimed: &Claimed) {
    let lease = state.operations.lease;
    loop {
        sleep(lease / 3).await;
        match state.operations.store.renew(claimed, in_future(lease)).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tell(&error),
        }
    }
}

fn tell(error: &Error) {
    tracing::error!(error = error as &dyn std::error::Error, "operations");
}
