//! What asks the process to end: an interrupt from its terminal, or whoever runs it.

#[cfg(unix)]
mod of_system {
    use std::future::poll_fn;
    use std::task::Poll;

    use tokio::signal::unix::{Signal, SignalKind, signal};

    /// Each time that the process is asked to end.
    #[derive(Debug)]
    pub struct Signals(Vec<Signal>);

    impl Signals {
        /// From now on none is missed.
        pub fn listen() -> Self {
            let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
            Self(kinds.into_iter().filter_map(|it| signal(it).ok()).collect())
        }

        /// Waits for the next one.
        pub async fn next(&mut self) {
            poll_fn(|cx| match self.0.iter_mut().any(|it| it.poll_recv(cx).is_ready()) {
                true => Poll::Ready(()),
                false => Poll::Pending,
            })
            .await;
        }
    }
}

#[cfg(not(unix))]
mod of_system {
    /// Each time that the process is asked to end.
    #[derive(Debug)]
    pub struct Signals;

    impl Signals {
        /// From the first one that is waited for.
        pub fn listen() -> Self {
            Self
        }

        /// Waits for the next one.
        pub async fn next(&mut self) {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }
}

pub use of_system::Signals;
