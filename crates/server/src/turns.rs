//! One after the other: whoever wants the same thing waits for its turn, in this process and, where the database is
//! shared, in every other copy.
//!
//! Between processes a turn is a row with a moment until which it holds, put off while it is needed: what a process
//! held that was killed is free again after that. The clocks of the copies have to agree within a few seconds.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;
use tokio::task::AbortHandle;
use tokio::time::sleep;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::database::Database;
use crate::journal::{Error, in_future, now};

type Queue = tokio::sync::Mutex<()>;

/// Pauses between two looks at a turn that another process has.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

/// Turns, one queue a name.
#[derive(Clone, Debug)]
pub struct Turns {
    queues: Arc<Mutex<HashMap<String, Weak<Queue>>>>,
    database: Database,
    lease: Duration,
    tasks: TaskTracker,
}

/// It is one's turn for as long as this lives.
#[derive(Debug)]
pub struct Turn {
    // Dropped first: what waits in this process comes after what is told to the others.
    _row: Option<Row>,
    _place: OwnedMutexGuard<()>,
}

/// A turn as the other processes see it.
#[derive(Debug)]
struct Row {
    name: String,
    holder: String,
    database: Database,
    tasks: TaskTracker,
    renewal: Option<AbortHandle>,
}

impl Turns {
    /// Nobody has one. A process that does not renew its turn for so long is taken for dead.
    pub fn new(database: Database, lease: Duration, tasks: TaskTracker) -> Self {
        Self { queues: Arc::default(), database, lease, tasks }
    }

    /// Waits for the turn with this name.
    pub async fn take(&self, name: &[&str]) -> Result<Turn, Error> {
        let name = one_text(name)?;
        let place = self.queue(&name).lock_owned().await;
        let mut pause = FIRST_PAUSE;
        loop {
            if let Some(row) = self.try_row(&name).await? {
                return Ok(Turn { _row: row, _place: place });
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// The turn with this name, unless somebody has it.
    pub async fn try_take(&self, name: &[&str]) -> Result<Option<Turn>, Error> {
        let name = one_text(name)?;
        let Ok(place) = self.queue(&name).try_lock_owned() else { return Ok(None) };
        Ok(self.try_row(&name).await?.map(|row| Turn { _row: row, _place: place }))
    }

    fn queue(&self, name: &str) -> Arc<Queue> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        queues.retain(|_, queue| queue.strong_count() > 0);
        if let Some(queue) = queues.get(name).and_then(Weak::upgrade) {
            return queue;
        }
        let queue = Arc::default();
        queues.insert(name.to_owned(), Arc::downgrade(&queue));
        queue
    }

    /// None where another process has the turn. No row is needed where there is no other process.
    async fn try_row(&self, name: &str) -> Result<Option<Option<Row>>, Error> {
        if !self.database.is_shared() {
            return Ok(Some(None));
        }
        let holder = Uuid::new_v4().to_string();
        let taken = sqlx::query(
            "INSERT INTO turns (name, holder, held_until) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
             WHERE turns.held_until < $4",
        );
        let taken = taken.bind(name).bind(&holder).bind(in_future(self.lease).0).bind(now().0);
        if taken.execute(self.database.pool()).await?.rows_affected() == 0 {
            return Ok(None);
        }
        let (database, tasks) = (self.database.clone(), self.tasks.clone());
        let mut row = Row { name: name.to_owned(), holder, database, tasks, renewal: None };
        row.renewal = Some(tokio::spawn(renew(self.clone(), row.name.clone(), row.holder.clone())).abort_handle());
        Ok(Some(Some(row)))
    }
}

/// Texts of any kind, none of which can be taken for another.
fn one_text(name: &[&str]) -> Result<String, Error> {
    Ok(serde_json::to_string(name)?)
}

/// Until it is aborted. A database that does not answer is asked again, while the lease runs out.
async fn renew(turns: Turns, name: String, holder: String) {
    let update = "UPDATE turns SET held_until = $1 WHERE name = $2 AND holder = $3";
    loop {
        sleep(turns.lease / 3).await;
        let update = sqlx::query(update).bind(in_future(turns.lease).0).bind(&name).bind(&holder);
        match update.execute(turns.database.pool()).await {
            Ok(done) if done.rows_affected() == 0 => return tracing::warn!(name, "a turn was lost"),
            Ok(_) => {}
            Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "a turn was not renewed"),
        }
    }
}

impl Drop for Row {
    fn drop(&mut self) {
        self.renewal.take().inspect(AbortHandle::abort);
        let (name, holder, database) = (self.name.clone(), self.holder.clone(), self.database.clone());
        self.tasks.spawn(async move {
            let delete = sqlx::query("DELETE FROM turns WHERE name = $1 AND holder = $2").bind(name).bind(holder);
            if let Err(error) = delete.execute(database.pool()).await {
                tracing::error!(error = &error as &dyn std::error::Error, "a turn was not given back");
            }
        });
    }
}
