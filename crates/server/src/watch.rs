//! Removals that Partner Center took on: it takes minutes until list and customer show them, so they are read again.
//!
//! What was pending when a server stopped is taken up by whoever finds it first: itself when it starts, or another copy.

use std::time::Duration;

use offboarding_domain::CustomerId;
use offboarding_domain::api::{ActivityAction, Outcome};
use partner_center::Call;
use uuid::Uuid;

use crate::journal::{Ending, Error, Removal, Snapshot};
use crate::state::AppState;
use crate::{correlation, metrics};

/// When to look again: each pause is twice the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The first pause.
    pub first: Duration,
    /// The longest pause.
    pub longest: Duration,
    /// The sum of all pauses.
    pub total: Duration,
    /// The pause between two looks for removals that nobody watches.
    pub sweep: Duration,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(1),
            longest: Duration::from_mins(1),
            total: Duration::from_mins(15),
            sweep: Duration::from_mins(1),
        }
    }
}

impl Schedule {
    /// The pauses, in order.
    pub fn pauses(self) -> impl Iterator<Item = Duration> {
        let doubling = std::iter::successors(Some(self.first), move |it| Some((*it * 2).min(self.longest)));
        doubling.scan(Duration::ZERO, move |spent, pause| {
            *spent += pause;
            (*spent <= self.total).then_some(pause)
        })
    }
}

/// The name of the turn to remove this customer.
pub fn removal_turn<'a>(partner_id: &'a str, id: &'a CustomerId) -> [&'a str; 3] {
    ["removal", partner_id, id.as_str()]
}

/// Takes up every removal whose end is still to come and that nobody is at, now and as long as the process runs.
pub async fn run(state: AppState) {
    loop {
        if let Err(error) = sweep(&state).await {
            tell(&error);
        }
        let pause = tokio::time::sleep(state.schedule.sweep);
        if state.stopping.run_until_cancelled(pause).await.is_none() {
            return;
        }
    }
}

async fn sweep(state: &AppState) -> Result<(), Error> {
    for removal in state.journal.open_removals().await? {
        let Snapshot { caller, customer, .. } = &removal.snapshot;
        // Whoever removes it at this moment watches it afterwards.
        let turn = state.turns.try_take(&removal_turn(&caller.partner_id, &customer.id)).await?;
        if turn.is_some() {
            watch(state, removal);
        }
    }
    Ok(())
}

/// Looks again and again, in a task of its own, and journals the end; unless somebody does so already.
pub fn watch(state: &AppState, removal: Removal) {
    let tasks = state.tasks.clone();
    let state = state.clone();
    tasks.spawn(correlation::carry(async move {
        tokio::select! {
            () = state.stopping.cancelled() => {}
            ended = look_until_seen(&state, &removal) => {
                if let Err(error) = ended {
                    tell(&error);
                }
            }
        }
    }));
}

async fn look_until_seen(state: &AppState, removal: &Removal) -> Result<(), Error> {
    let Some(_turn) = state.turns.try_take(&["watch", &removal.act.to_string()]).await? else { return Ok(()) };
    for pause in state.schedule.pauses() {
        tokio::time::sleep(pause).await;
        if settle(state, removal, &[]).await?.is_some() || !state.journal.removal(removal.act).await?.is_open {
            return Ok(());
        }
    }
    if state.journal.record_outcome(removal.act, Ending::UNKNOWN).await? {
        metrics::ended(&ActivityAction::RemoveRelationship, &Outcome::UnknownOutcome);
    }
    Ok(())
}

fn tell(error: &Error) {
    tracing::error!(error = error as &dyn std::error::Error, "removal not journaled");
}

/// Looks once. Where the customer is seen gone, that is the end of it.
pub async fn settle(state: &AppState, removal: &Removal, request_ids: &[Uuid]) -> Result<Option<Removal>, Error> {
    let snapshot = &removal.snapshot;
    let call = Call { caller: &snapshot.caller, correlation_id: snapshot.correlation_id };
    match state.partner_center.is_removed(&call, &snapshot.customer).await {
        Ok(true) => {
            if state.journal.record_removed(removal.act, request_ids).await? {
                metrics::ended(&ActivityAction::RemoveRelationship, &Outcome::Done);
            }
            Ok(Some(state.journal.removal(removal.act).await?))
        }
        Ok(false) => Ok(None),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "removal not verified");
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_minute_for_a_quarter_of_an_hour() {
        let seconds: Vec<u64> = Schedule::default().pauses().map(|it| it.as_secs()).collect();
        assert_eq!(seconds[..8], [1, 2, 4, 8, 16, 32, 60, 60]);
        assert!((840..=900).contains(&seconds.iter().sum::<u64>()), "{seconds:?}");
    }
}
