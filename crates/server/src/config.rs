//! How the server is set up: arguments, variables of the environment with the prefix `RO_`, or a file, in this order.

mod file;
mod upstream;

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use axum::http::{HeaderValue, Uri};
use offboarding_domain::{AccountKind, Rule};
use partner_center::{Registration, Retry};
use serde::de::{DeserializeOwned, value};

pub use file::load;

use crate::auth::{AUDIENCE, Refresh};
use crate::database::Place;
use crate::operations::Pace;
use crate::watch::Schedule;

/// The backend that guards the removal and serves the widget.
#[derive(Clone, Debug, clap::Parser)]
#[command(name = "reseller-offboarding-server", version, about)]
pub struct Config {
    /// A file (TOML) with any of the settings below, named as the flags are: what is set there yields to flags and
    /// environment.
    #[arg(long, env = "RO_CONFIG")]
    pub config: Option<PathBuf>,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, env = "RO_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Where to listen for whoever collects the metrics (Prometheus, at /metrics); nowhere without it.
    #[arg(long, env = "RO_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// How lines of the log are written: text or json.
    #[arg(long, env = "RO_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// How many seconds to go on once asked to end, while /readyz says no, so that a balancer can turn away first.
    #[arg(long, env = "RO_DRAIN", default_value_t = 0)]
    pub drain: u64,
    /// The built widget.
    #[arg(long, env = "RO_DIST", default_value = "dist")]
    pub dist: PathBuf,
    /// The folder of the databases; without it they live as long as the process.
    #[arg(long, env = "RO_DATA", global = true)]
    pub data: Option<PathBuf>,
    /// The address of a PostgreSQL database, such as postgres://offboarding@db.internal/offboarding, which several copies
    /// of the server may share (the password in PGPASSWORD, in ~/.pgpass, or in the address); without it, SQLite in the
    /// folder of the databases.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<Secret>,
    /// After how many seconds a copy that says nothing more is taken for dead, and another one goes on.
    #[arg(long, env = "RO_LEASE", default_value_t = LEASE_S)]
    pub lease: NonZeroU32,
    /// The address of Partner Center; without it a sandbox starts in this process.
    #[arg(long, env = "RO_UPSTREAM")]
    pub upstream: Option<String>,
    /// The bearer token for Partner Center; without it the upstream is taken for a sandbox.
    #[arg(long, env = "RO_UPSTREAM_TOKEN", hide_env_values = true)]
    pub upstream_token: Option<Secret>,
    /// The token endpoint of Partner Center's cloud, such as https://login.microsoftonline.com/TENANT/oauth2/v2.0/token:
    /// with the three that follow, tokens are asked for and renewed.
    #[arg(long, env = "RO_UPSTREAM_TOKEN_URL")]
    pub upstream_token_url: Option<String>,
    /// The id of the application that is registered for it.
    #[arg(long, env = "RO_UPSTREAM_CLIENT_ID")]
    pub upstream_client_id: Option<String>,
    /// Its secret.
    #[arg(long, env = "RO_UPSTREAM_CLIENT_SECRET", hide_env_values = true)]
    pub upstream_client_secret: Option<Secret>,
    /// In the secret's place, the file of a certificate that is registered for it, with its RSA key (PEM).
    #[arg(long, env = "RO_UPSTREAM_CERTIFICATE")]
    pub upstream_certificate: Option<PathBuf>,
    /// What the consent of the user left who acts through it (the secure application model).
    #[arg(long, env = "RO_UPSTREAM_REFRESH_TOKEN", hide_env_values = true)]
    pub upstream_refresh_token: Option<Secret>,
    /// What tokens are asked for; in some clouds another address than Partner Center's own.
    #[arg(long, env = "RO_UPSTREAM_RESOURCE", default_value = Registration::RESOURCE)]
    pub upstream_resource: String,
    /// The removal rule: suspend or cancel-new-commerce [default: as the upstream is].
    #[arg(long, env = "RO_RULE", value_parser = word::<Rule>)]
    pub rule: Option<Rule>,
    /// The kind of the partner's account: integration or production [default: as the upstream is].
    #[arg(long, env = "RO_ACCOUNT_KIND", value_parser = word::<AccountKind>)]
    pub account_kind: Option<AccountKind>,
    /// The address of the keys that the portal's issuer publishes (JWKS). Without this, a key or a secret, anyone on
    /// this machine may have a token.
    #[arg(long, env = "RO_TOKEN_JWKS")]
    pub token_jwks: Option<String>,
    /// The file of the issuer's public key (PEM), where it publishes none.
    #[arg(long, env = "RO_TOKEN_KEY")]
    pub token_key: Option<PathBuf>,
    /// The secret that portal and backend share (HS256), at least 32 bytes: for development and simple portals.
    #[arg(long, env = "RO_TOKEN_SECRET", hide_env_values = true)]
    pub token_secret: Option<Secret>,
    /// The issuer that a token has to name; needed with --token-jwks and --token-key.
    #[arg(long, env = "RO_TOKEN_ISSUER")]
    pub token_issuer: Option<String>,
    /// The audience that a token has to name.
    #[arg(long, env = "RO_TOKEN_AUDIENCE", default_value = AUDIENCE)]
    pub token_audience: String,
    /// An origin whose pages may call the API, such as https://portal.example; may be given again.
    #[arg(long = "origin", env = "RO_ORIGINS", value_delimiter = ',')]
    pub origins: Vec<String>,
    /// How many requests a minute each caller may send, in the long run.
    #[arg(long, env = "RO_RATE", default_value_t = RATE)]
    pub rate: NonZeroU32,
    /// How many requests each caller may send at once, after a rest.
    #[arg(long, env = "RO_BURST", default_value_t = BURST)]
    pub burst: NonZeroU32,
    /// How many customers the sandbox makes up besides the named ones.
    #[arg(long, env = "RO_GENERATE", default_value_t = 0)]
    pub generate: u32,
    /// How long one request upstream may take.
    #[arg(skip = Duration::from_secs(30))]
    pub upstream_timeout: Duration,
    /// What is sent upstream again.
    #[arg(skip)]
    pub upstream_retry: Retry,
    /// How long it is taken for granted that upstream is there, or is not.
    #[arg(skip = UPSTREAM_SEEN)]
    pub upstream_seen: Duration,
    /// When an accepted removal is looked at again.
    #[arg(skip)]
    pub schedule: Schedule,
    /// When operations are looked at.
    #[arg(skip)]
    pub pace: Pace,
    /// When published keys are fetched again.
    #[arg(skip)]
    pub refresh: Refresh,
}

/// How lines of the log are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One object a line, for programs.
    Json,
}

/// Probes come every few seconds, from several places.
const UPSTREAM_SEEN: Duration = Duration::from_secs(10);

/// Long enough for a database that hesitates.
const LEASE_S: NonZeroU32 = NonZeroU32::new(30).expect("not 0");

/// Far more than a person with a widget needs, which sends two writes at a time.
const RATE: NonZeroU32 = NonZeroU32::new(3000).expect("not 0");
const BURST: NonZeroU32 = NonZeroU32::new(500).expect("not 0");

/// A free port, everything in memory, the sandbox behind: what a test needs.
impl Default for Config {
    fn default() -> Self {
        Self {
            config: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            metrics_listen: None,
            log_format: LogFormat::Text,
            drain: 0,
            dist: PathBuf::from("dist"),
            data: None,
            database_url: None,
            lease: LEASE_S,
            upstream: None,
            upstream_token: None,
            upstream_token_url: None,
            upstream_client_id: None,
            upstream_client_secret: None,
            upstream_certificate: None,
            upstream_refresh_token: None,
            upstream_resource: Registration::RESOURCE.to_owned(),
            rule: None,
            account_kind: None,
            token_jwks: None,
            token_key: None,
            token_secret: None,
            token_issuer: None,
            token_audience: AUDIENCE.to_owned(),
            origins: Vec::new(),
            rate: RATE,
            burst: BURST,
            generate: 0,
            upstream_timeout: Duration::from_secs(30),
            upstream_retry: Retry::default(),
            upstream_seen: UPSTREAM_SEEN,
            schedule: Schedule::default(),
            pace: Pace::default(),
            refresh: Refresh::default(),
        }
    }
}

/// A set-up that would not be safe, or cannot work.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum Error {
    /// Anyone on the network could sign themselves in.
    #[error(
        "listening on {0} needs the keys of the portal's tokens (RO_TOKEN_JWKS, RO_TOKEN_KEY or RO_TOKEN_SECRET): \
         without them only a loopback address is allowed"
    )]
    OpenToTheNetwork(SocketAddr),
    /// Anyone on this machine could act on real customers.
    #[error(
        "the upstream {0} needs the keys of the portal's tokens (RO_TOKEN_JWKS, RO_TOKEN_KEY or RO_TOKEN_SECRET): \
         without them only a sandbox on this machine is allowed"
    )]
    OpenUpstream(String),
    /// It would not be clear which counts.
    #[error("more than one of RO_TOKEN_JWKS, RO_TOKEN_KEY and RO_TOKEN_SECRET is set: tokens have one kind of key")]
    SeveralKeys,
    /// Several issuers may publish the same keys.
    #[error("the issuer's keys need the issuer's name (RO_TOKEN_ISSUER)")]
    NoIssuer,
    /// Whoever sits between could put their own keys there.
    #[error("the address of the keys, {0:?}, is not an https address, nor an http one on this machine")]
    Jwks(String),
    /// The upstream is somewhere else, and no sandbox.
    #[error(
        "the upstream {0} needs a registration (RO_UPSTREAM_TOKEN_URL and the three with it) or a token \
         (RO_UPSTREAM_TOKEN): only a sandbox on this machine does without"
    )]
    NoUpstreamToken(String),
    /// Meant for Microsoft, and there is no address: a sandbox would answer instead.
    #[error("an upstream token or registration (RO_UPSTREAM_…) needs an upstream (RO_UPSTREAM)")]
    TokenWithoutUpstream,
    /// It would not be clear which counts.
    #[error(
        "both RO_UPSTREAM_TOKEN and a registration (RO_UPSTREAM_TOKEN_URL, …) are set: one of them gives the tokens"
    )]
    SeveralCredentials,
    /// An application alone could neither read reservations nor remove a relationship.
    #[error("the upstream's registration is not complete: {0} missing")]
    HalfRegistration(String),
    /// It would not be clear which counts.
    #[error("both RO_UPSTREAM_CLIENT_SECRET and RO_UPSTREAM_CERTIFICATE are set: one of them proves who asks")]
    SeveralProofs,
    /// The certificate cannot be read.
    #[error("the certificate {0}: {1}")]
    Certificate(PathBuf, String),
    /// Whoever sits between would have the secrets.
    #[error("the token endpoint {0:?} is not an https address, nor an http one on this machine")]
    TokenUrl(String),
    /// Not an address.
    #[error("the upstream {0:?} is not an http or https address")]
    Upstream(String),
    /// Could be guessed.
    #[error("the token secret is shorter than 32 bytes")]
    ShortSecret,
    /// Another kind of database.
    #[error("DATABASE_URL is not the address of a PostgreSQL database (postgres://…)")]
    Database,
    /// Not an origin.
    #[error("{0:?} is not an origin: scheme, host and port, nothing after")]
    Origin(String),
}

impl Config {
    /// Refuses what would not be safe or cannot work.
    pub fn check(&self) -> Result<(), Error> {
        self.check_keys()?;
        if self.database_url.as_ref().is_some_and(|it| !is_postgres(it.expose())) {
            return Err(Error::Database);
        }
        if !self.has_keys() && !self.listen.ip().is_loopback() {
            return Err(Error::OpenToTheNetwork(self.listen));
        }
        self.upstream_credentials()?;
        let is_sandbox = self.is_sandbox();
        let Some(upstream) = &self.upstream else {
            return if is_sandbox { Ok(()) } else { Err(Error::TokenWithoutUpstream) };
        };
        let is_here = is_loopback(upstream).ok_or_else(|| Error::Upstream(upstream.clone()))?;
        match () {
            () if !is_here && !self.has_keys() => Err(Error::OpenUpstream(upstream.clone())),
            () if !is_here && is_sandbox => Err(Error::NoUpstreamToken(upstream.clone())),
            () => Ok(()),
        }
    }

    fn check_keys(&self) -> Result<(), Error> {
        let is_published = self.token_jwks.is_some() || self.token_key.is_some();
        match (&self.token_jwks, &self.token_key, &self.token_secret) {
            (Some(_), Some(_), _) | (Some(_), _, Some(_)) | (_, Some(_), Some(_)) => Err(Error::SeveralKeys),
            (_, _, Some(secret)) if secret.0.len() < 32 => Err(Error::ShortSecret),
            _ if is_published && self.token_issuer.is_none() => Err(Error::NoIssuer),
            (Some(address), _, _) if !is_trustworthy(address) => Err(Error::Jwks(address.clone())),
            _ => Ok(()),
        }
    }

    /// Where the journal is, and what else the copies of a server share.
    pub(crate) fn database(&self) -> Place {
        match (&self.database_url, &self.data) {
            (Some(url), _) => Place::Url(url.expose().to_owned()),
            (None, Some(folder)) => Place::File(folder.join("journal.sqlite")),
            (None, None) => Place::Memory,
        }
    }

    /// How long others wait for a copy that says nothing more.
    pub(crate) fn lease(&self) -> Duration {
        Duration::from_secs(u64::from(self.lease.get()))
    }

    /// Whether tokens are the portal's. Without its keys there is a demo identity for whoever asks.
    pub fn has_keys(&self) -> bool {
        self.token_jwks.is_some() || self.token_key.is_some() || self.token_secret.is_some()
    }

    /// The rule in force: the older documents for a sandbox, Microsoft's newer page for the real service.
    pub fn rule(&self) -> Rule {
        self.rule.unwrap_or(if self.is_sandbox() { Rule::Suspend } else { Rule::CancelNewCommerce })
    }

    /// The kind of the account: a sandbox is an integration account.
    pub fn account_kind(&self) -> AccountKind {
        let default = if self.is_sandbox() { AccountKind::Integration } else { AccountKind::Production };
        self.account_kind.unwrap_or(default)
    }

    /// Only a sandbox does without Microsoft's tokens.
    fn is_sandbox(&self) -> bool {
        self.upstream_token.is_none() && !self.has_registration()
    }

    /// The allow-list for CORS.
    pub fn allowed_origins(&self) -> Result<Vec<HeaderValue>, Error> {
        self.origins.iter().map(|it| origin(it).ok_or_else(|| Error::Origin(it.clone()))).collect()
    }
}

fn is_postgres(url: &str) -> bool {
    matches!(url.split_once("://"), Some(("postgres" | "postgresql", _)))
}

/// As browsers write it: no path, no slash at the end.
fn origin(text: &str) -> Option<HeaderValue> {
    let uri: Uri = text.parse().ok()?;
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
    let is_exact = text == format!("{scheme}://{authority}") && !authority.as_str().contains('@');
    is_exact.then(|| HeaderValue::from_str(text).ok()).flatten()
}

/// Whether an address is on this machine; none where it is no address.
fn is_loopback(address: &str) -> Option<bool> {
    let uri: Uri = address.parse().ok()?;
    matches!(uri.scheme_str(), Some("http" | "https")).then_some(())?;
    Some(is_loopback_host(uri.host()?))
}

/// Whether what an address answers comes from there: over TLS, or from this machine.
fn is_trustworthy(address: &str) -> bool {
    let is_tls = address.parse().is_ok_and(|it: Uri| it.scheme_str() == Some("https"));
    is_tls || is_loopback(address).unwrap_or_default()
}

/// Whether a host name means this machine, whatever a name server says.
pub fn is_loopback_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

/// A word of the domain's vocabulary, spelled as on the wire.
pub fn word<T: DeserializeOwned>(text: &str) -> Result<T, value::Error> {
    T::deserialize(value::StrDeserializer::new(text))
}

/// A text that never ends up in a log.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The text.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser;

    use super::*;

    #[track_caller]
    fn check(arguments: &[&str], expected: Result<(), Error>) {
        let config = Config::try_parse_from(["server"].iter().chain(arguments)).unwrap();
        assert_eq!(config.check(), expected, "{arguments:?}");
    }

    #[test]
    fn without_keys_everything_stays_on_this_machine() {
        let microsoft = "https://api.partnercenter.microsoft.com";
        let secret = "0123456789abcdef0123456789abcdef";
        check(&[], Ok(()));
        check(&["--listen", "0.0.0.0:80"], Err(Error::OpenToTheNetwork(([0, 0, 0, 0], 80).into())));
        check(&["--listen", "0.0.0.0:80", "--token-secret", secret], Ok(()));
        check(&["--upstream", "http://localhost:4100"], Ok(()));
        check(&["--upstream", "http://[::1]:4100"], Ok(()));
        check(&["--upstream", microsoft], Err(Error::OpenUpstream(microsoft.to_owned())));
        check(&["--upstream", microsoft, "--token-secret", secret], Err(Error::NoUpstreamToken(microsoft.to_owned())));
        check(&["--upstream", microsoft, "--token-secret", secret, "--upstream-token", "token"], Ok(()));
        check(&["--upstream", "partner center"], Err(Error::Upstream("partner center".to_owned())));
        check(&["--upstream-token", "token"], Err(Error::TokenWithoutUpstream));
    }

    #[test]
    fn a_registration_is_whole_or_not_there() {
        let here = ["--upstream", "http://127.0.0.1:4100"];
        let parts = [
            ["--upstream-token-url", "https://login.example/tenant/oauth2/v2.0/token"],
            ["--upstream-client-id", "id"],
            ["--upstream-client-secret", "secret"],
            ["--upstream-refresh-token", "token"],
        ];
        let whole = [&here[..], &parts.concat()].concat();
        check(&whole, Ok(()));
        check(&parts.concat(), Err(Error::TokenWithoutUpstream));
        check(&[&whole[..], &["--upstream-token", "token"]].concat(), Err(Error::SeveralCredentials));
        let names = ["TOKEN_URL", "CLIENT_ID", "CLIENT_SECRET or RO_UPSTREAM_CERTIFICATE", "REFRESH_TOKEN"];
        for (left_out, name) in names.iter().enumerate() {
            let rest = parts.iter().enumerate().filter(|(index, _)| *index != left_out).flat_map(|(_, it)| *it);
            let arguments: Vec<&str> = here.into_iter().chain(rest).collect();
            check(&arguments, Err(Error::HalfRegistration(format!("RO_UPSTREAM_{name}"))));
        }
        check(&[&whole[..], &["--upstream-certificate", "x.pem"]].concat(), Err(Error::SeveralProofs));
        let elsewhere =
            [&here[..], &["--upstream-token-url", "http://login.example/token"], &parts[1..].concat()].concat();
        check(&elsewhere, Err(Error::TokenUrl("http://login.example/token".to_owned())));
        let config = Config::try_parse_from(["server"].iter().chain(&whole)).unwrap();
        assert_eq!((config.rule(), config.account_kind()), (Rule::CancelNewCommerce, AccountKind::Production));
    }

    #[test]
    fn a_certificate_is_a_file_with_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("certificate.pem");
        let name = file.to_str().unwrap();
        let check = |expected: &str| {
            let arguments = ["server", "--upstream", "http://127.0.0.1:4100", "--upstream-certificate", name];
            let error = Config::try_parse_from(arguments).unwrap().check().unwrap_err();
            assert_eq!(error.to_string().replace(name, "FILE"), format!("the certificate FILE: {expected}"));
        };
        check("No such file or directory (os error 2)");
        for (text, expected) in [
            ("", "no CERTIFICATE in it"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no PRIVATE KEY in it"),
        ] {
            fs::write(&file, text).unwrap();
            check(expected);
        }
    }

    #[test]
    fn tokens_have_one_kind_of_key_and_it_can_be_trusted() {
        let secret = "0123456789abcdef0123456789abcdef";
        let issuer = ["--token-issuer", "https://portal.example"];
        let jwks = |address| [&issuer[..], &["--listen", "0.0.0.0:80", "--token-jwks", address]].concat();
        check(&jwks("https://portal.example/keys"), Ok(()));
        check(&jwks("http://127.0.0.1:8000/keys"), Ok(()));
        for address in ["http://portal.example/keys", "portal.example/keys", "file:///etc/keys", ""] {
            check(&jwks(address), Err(Error::Jwks(address.to_owned())));
        }
        check(&[&issuer[..], &["--listen", "0.0.0.0:80", "--token-key", "key.pem"]].concat(), Ok(()));
        check(&["--token-jwks", "https://portal.example/keys"], Err(Error::NoIssuer));
        check(&["--token-key", "key.pem"], Err(Error::NoIssuer));
        check(&["--token-secret", "short"], Err(Error::ShortSecret));
        let (one, other) = (["--token-key", "key.pem"], ["--token-jwks", "https://portal.example/keys"]);
        check(&[one, other].concat(), Err(Error::SeveralKeys));
        check(&[one, ["--token-secret", secret]].concat(), Err(Error::SeveralKeys));
        check(&[other, ["--token-secret", secret]].concat(), Err(Error::SeveralKeys));
        // An issuer alone has nothing to be known by.
        let alone = [&issuer[..], &["--listen", "0.0.0.0:80"]].concat();
        check(&alone, Err(Error::OpenToTheNetwork(([0, 0, 0, 0], 80).into())));
    }

    #[test]
    fn the_upstream_decides_the_rule_unless_told() {
        let parse = |arguments: &[&str]| Config::try_parse_from(["server"].iter().chain(arguments)).unwrap();
        let real = ["--upstream", "https://partner.example", "--upstream-token", "token"];
        assert_eq!(parse(&[]).rule(), Rule::Suspend);
        assert_eq!(parse(&["--upstream", "http://localhost"]).rule(), Rule::Suspend);
        assert_eq!(parse(&["--upstream", "http://localhost"]).account_kind(), AccountKind::Integration);
        assert_eq!(parse(&real).rule(), Rule::CancelNewCommerce);
        assert_eq!(parse(&real).account_kind(), AccountKind::Production);
        assert_eq!(parse(&[&real[..], &["--rule", "suspend"]].concat()).rule(), Rule::Suspend);
        assert!(Config::try_parse_from(["server", "--rule", "none"]).is_err());
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        for good in ["https://portal.example", "http://localhost:3000"] {
            assert!(origin(good).is_some(), "{good}");
        }
        for bad in ["*", "null", "portal.example", "https://portal.example/", "https://portal.example/x", "https://u@p"]
        {
            assert!(origin(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        let config = Config { token_secret: Some("hush".to_owned().into()), ..Config::default() };
        assert!(!format!("{config:?}").contains("hush"));
    }
}
