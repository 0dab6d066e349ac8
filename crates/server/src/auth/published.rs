//! The keys that an issuer publishes at an address (JWKS): fetched when they are needed, kept, and fetched again when
//! a token names one that is not among them, or after a while.
//!
//! Tokens that name made-up keys cost the issuer one request an interval, however many come. Keys that were had stay
//! when a fetch fails.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use jsonwebtoken::jwk::{Jwk, JwkSet};
use reqwest::{Client, redirect};
use tokio::sync::Mutex;

use super::keys::Key;
use super::tokens::Rejection;

/// When published keys are fetched again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refresh {
    /// The shortest time from one fetch to the next.
    pub interval: Duration,
    /// After this time the issuer may have withdrawn some.
    pub max_age: Duration,
}

impl Default for Refresh {
    fn default() -> Self {
        Self { interval: Duration::from_secs(10), max_age: Duration::from_mins(10) }
    }
}

/// How long the issuer may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The keys at an address.
#[derive(Clone)]
pub struct PublishedKeys(Arc<Shared>);

struct Shared {
    address: String,
    refresh: Refresh,
    http: Client,
    kept: RwLock<Option<Kept>>,
    /// When a fetch was last begun. Whoever holds it is the one who fetches.
    begun: Mutex<Option<Instant>>,
}

/// What the issuer published, and when it was read.
#[derive(Clone)]
struct Kept {
    keys: Arc<Vec<(Option<String>, Key)>>,
    at: Instant,
}

/// What is known of the key that a token names.
enum Found {
    Fresh(Key),
    Old(Key),
    Unknown,
}

impl PublishedKeys {
    /// The keys at this address. Nothing is fetched yet.
    pub fn new(address: String, refresh: Refresh) -> Result<Self, reqwest::Error> {
        // An address of the operator's choice is not left for one of somebody else's.
        let http = Client::builder().timeout(TIMEOUT).redirect(redirect::Policy::none()).build()?;
        Ok(Self(Arc::new(Shared { address, refresh, http, kept: RwLock::default(), begun: Mutex::default() })))
    }

    /// The key of this name. An old one is good only where the issuer cannot say whether it still is.
    pub async fn find(&self, kid: Option<&str>) -> Result<Key, Rejection> {
        if let Found::Fresh(key) = self.0.look(kid) {
            return Ok(key);
        }
        self.fetch_for(kid).await;
        match self.0.look(kid) {
            Found::Fresh(key) | Found::Old(key) => Ok(key),
            Found::Unknown if self.0.kept().is_none() => Err(Rejection::NoKeys),
            Found::Unknown => Err(Rejection::UnknownKey),
        }
    }

    /// In a task of its own: a caller who hangs up does not take back what others wait for.
    async fn fetch_for(&self, kid: Option<&str>) {
        let (shared, kid) = (Arc::clone(&self.0), kid.map(str::to_owned));
        let fetched = tokio::spawn(async move { shared.fetch_unless_known(kid.as_deref()).await });
        if fetched.await.is_err() {
            tracing::error!("reading the issuer's keys panicked");
        }
    }
}

impl Shared {
    fn kept(&self) -> Option<Kept> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn look(&self, kid: Option<&str>) -> Found {
        let Some(kept) = self.kept() else { return Found::Unknown };
        let key = match (kid, kept.keys.as_slice()) {
            (Some(kid), keys) => keys.iter().find(|(name, _)| name.as_deref() == Some(kid)).map(|(_, key)| key),
            (None, [(_, only)]) => Some(only),
            (None, _) => None,
        };
        match key {
            None => Found::Unknown,
            Some(key) if kept.at.elapsed() < self.refresh.max_age => Found::Fresh(key.clone()),
            Some(key) => Found::Old(key.clone()),
        }
    }

    /// One at a time; whoever waited for its turn finds what the one before has fetched.
    async fn fetch_unless_known(&self, kid: Option<&str>) {
        let mut begun = self.begun.lock().await;
        let is_too_soon = begun.is_some_and(|it| it.elapsed() < self.refresh.interval);
        if is_too_soon || matches!(self.look(kid), Found::Fresh(_)) {
            return;
        }
        *begun = Some(Instant::now());
        match self.fetch().await {
            Ok(keys) => {
                let kept = Kept { keys: Arc::new(keys), at: Instant::now() };
                *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
            }
            Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "the issuer's keys not read"),
        }
    }

    async fn fetch(&self) -> Result<Vec<(Option<String>, Key)>, reqwest::Error> {
        let set: JwkSet = self.http.get(&self.address).send().await?.error_for_status()?.json().await?;
        let named = |jwk: &Jwk| Some((jwk.common.key_id.clone(), Key::published(jwk)?));
        Ok(set.keys.iter().filter_map(named).collect())
    }
}
