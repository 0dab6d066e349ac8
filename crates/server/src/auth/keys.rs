//! The keys that a token's signature is checked with: a secret, a public key in a file, or those that the issuer
//! publishes. Which algorithms a key may be used with is the key's affair and never the token's.

use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey};

/// A key and what it may be used with.
#[derive(Clone)]
pub struct Key {
    pub decoding: DecodingKey,
    pub algorithms: Vec<Algorithm>,
}

impl Key {
    /// The secret that portal and backend share.
    pub fn secret(secret: &[u8]) -> Self {
        Self { decoding: DecodingKey::from_secret(secret), algorithms: vec![Algorithm::HS256] }
    }

    /// A public key as PEM: RSA, P-256, P-384 or Ed25519. None where it is nothing of the kind.
    pub fn pem(pem: &[u8]) -> Option<Self> {
        let readers = [DecodingKey::from_rsa_pem, DecodingKey::from_ec_pem, DecodingKey::from_ed_pem];
        readers.into_iter().find_map(|read| read(pem).ok()).map(Self::public)
    }

    /// A published key; none where it is not for signatures.
    pub fn published(jwk: &Jwk) -> Option<Self> {
        let is_for_signatures = matches!(jwk.common.public_key_use, None | Some(PublicKeyUse::Signature));
        let mut key = Self::public(DecodingKey::from_jwk(jwk).ok().filter(|_| is_for_signatures)?);
        if let Some(only) = jwk.common.key_algorithm {
            key.algorithms.retain(|it| only == (*it).into());
        }
        Some(key)
    }

    fn public(decoding: DecodingKey) -> Self {
        let algorithms = match decoding.family() {
            // A secret that everybody may read signs nothing.
            AlgorithmFamily::Hmac => Vec::new(),
            family => family.algorithms().to_vec(),
        };
        Self { decoding, algorithms }
    }
}
