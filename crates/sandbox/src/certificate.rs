//! The application's certificate, and what a client signs with its key instead of telling a secret.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use axum::http::Uri;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header};
use serde::Deserialize;

use crate::{CLIENT_ID, Error};

/// How far clocks may be apart, in seconds.
const LEEWAY_S: u64 = 300;

/// A certificate that is registered for the application. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Certificate {
    key: Arc<DecodingKey>,
    sha1: String,
    sha256: String,
}

/// Why an assertion proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unproven {
    /// Not signed by the certificate's key, or not signed at all.
    Signature,
    /// Too early, or too late.
    Time,
    /// Made for somebody else to read.
    Audience,
    /// Made by another application.
    Application,
}

#[derive(Deserialize)]
struct Claims {
    aud: String,
}

impl Certificate {
    /// The first certificate in a PEM file.
    pub(crate) fn open(file: &Path) -> Result<Self, Error> {
        fs::read(file).ok().and_then(|it| Self::read(&it)).ok_or_else(|| Error::Certificate(file.to_owned()))
    }

    fn read(text: &[u8]) -> Option<Self> {
        let block = pem::parse_many(text).ok()?.into_iter().find(|it| it.tag() == "CERTIFICATE")?;
        let key = DecodingKey::from_rsa_pem(pem::encode(&block).as_bytes()).ok()?;
        let thumbprint = |algorithm| URL_SAFE_NO_PAD.encode(digest(algorithm, block.contents()));
        Some(Self { key: Arc::new(key), sha1: thumbprint(&SHA1_FOR_LEGACY_USE_ONLY), sha256: thumbprint(&SHA256) })
    }

    /// That the application made this assertion, now, for the token endpoint of this tenant. By the clock of this
    /// machine: the client has no other.
    pub(crate) fn check(&self, assertion: &str, tenant: &str) -> Result<(), Unproven> {
        let header = decode_header(assertion).map_err(|_| Unproven::Signature)?;
        if !self.is_named_by(&header) {
            return Err(Unproven::Signature);
        }
        let mut validation = Validation::new(Algorithm::PS256);
        validation.algorithms = vec![Algorithm::PS256, Algorithm::RS256];
        validation.set_required_spec_claims(&["aud", "exp", "iss", "nbf", "sub"]);
        validation.set_issuer(&[CLIENT_ID]);
        validation.sub = Some(CLIENT_ID.to_owned());
        validation.leeway = LEEWAY_S;
        validation.validate_nbf = true;
        // Which audiences are good takes more than a list of them.
        validation.validate_aud = false;
        let token = decode::<Claims>(assertion, &self.key, &validation).map_err(|error| match error.kind() {
            ErrorKind::ExpiredSignature | ErrorKind::ImmatureSignature => Unproven::Time,
            ErrorKind::InvalidIssuer | ErrorKind::InvalidSubject => Unproven::Application,
            _ => Unproven::Signature,
        })?;
        if is_endpoint(&token.claims.aud, tenant) { Ok(()) } else { Err(Unproven::Audience) }
    }

    /// By one thumbprint at least, and by none that is another's.
    fn is_named_by(&self, header: &Header) -> bool {
        let named = [(&header.x5t, &self.sha1), (&header.x5t_s256, &self.sha256)];
        let mut named = named.into_iter().filter_map(|(name, own)| Some((name.as_deref()?, own))).peekable();
        named.peek().is_some() && named.all(|(name, own)| name.trim_end_matches('=') == own)
    }
}

/// One of the tenant's token endpoints, whatever this sandbox is called from outside.
fn is_endpoint(audience: &str, tenant: &str) -> bool {
    let Ok(uri) = audience.parse::<Uri>() else { return false };
    let path = uri.path().to_ascii_lowercase();
    let is_ours = |endpoint: &str| path.ends_with(&format!("/{tenant}/oauth2/{endpoint}").to_ascii_lowercase());
    uri.host().is_some() && ["token", "v2.0/token"].into_iter().any(is_ours)
}
