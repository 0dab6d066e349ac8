//! How often somebody may ask: so many requests a minute, with a reserve for the moments when a widget asks for many.
//!
//! A caller is a person of a partner; whoever shows no token that holds is their network address.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::auth::Proof;
use crate::error::Error;
use crate::state::AppState;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Asker {
    Person { partner_id: String, user: String },
    Network(IpAddr),
}

/// What everybody has left.
#[derive(Clone)]
pub struct Limits(Arc<DefaultKeyedRateLimiter<Asker>>);

impl Limits {
    /// So many requests a minute for each, and so many at once after a rest.
    pub fn new(per_minute: NonZeroU32, burst: NonZeroU32) -> Self {
        Self(Arc::new(RateLimiter::keyed(Quota::per_minute(per_minute).allow_burst(burst))))
    }

    /// Forgets those who have their whole reserve back.
    pub fn tidy(&self) {
        self.0.retain_recent();
        self.0.shrink_to_fit();
    }

    fn take(&self, asker: &Asker) -> Result<(), Error> {
        self.0.check_key(asker).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            Error::RateLimited { retry_after_s: wait.as_secs_f64().ceil().max(1.0) as u32 }
        })
    }
}

/// Middleware: refuses whoever asks too often.
pub async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Error> {
    state.limits.take(&asker(&request))?;
    Ok(next.run(request).await)
}

fn asker(request: &Request) -> Asker {
    if let Some(Proof(Ok(identity))) = request.extensions().get() {
        let caller = &identity.caller;
        return Asker::Person { partner_id: caller.partner_id.clone(), user: caller.user.clone() };
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    Asker::Network(network(peer.expect("the server was started with addresses").0.ip()))
}

/// Whoever has one IPv6 address has all 2⁶⁴ beside it.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(it) => Ipv6Addr::from(u128::from(it) & !u128::from(u64::MAX)).into(),
        it => it,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_one_ipv6_network_are_one() {
        for (address, expected) in
            [("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
        {
            assert_eq!(network(address.parse().unwrap()), expected.parse::<IpAddr>().unwrap(), "{address}");
        }
    }
}
