//! As whom Partner Center is called.

use std::{fmt, fs};

use partner_center::{Certificate, Credentials, Proof, Registration};

use super::{Config, Error, is_trustworthy};

impl Config {
    /// As whom Partner Center is called: all of a registration, a token, or nothing at all for a sandbox.
    pub fn upstream_credentials(&self) -> Result<Credentials, Error> {
        match (self.has_registration(), &self.upstream_token) {
            (false, None) => Ok(Credentials::Sandbox),
            (false, Some(token)) => Ok(Credentials::Bearer(token.expose().to_owned())),
            (true, Some(_)) => Err(Error::SeveralCredentials),
            (true, None) => Ok(Credentials::Registered(self.registration()?)),
        }
    }

    /// Or a part of one.
    pub(super) fn has_registration(&self) -> bool {
        self.upstream_token_url.is_some()
            || self.upstream_client_id.is_some()
            || self.upstream_client_secret.is_some()
            || self.upstream_certificate.is_some()
            || self.upstream_refresh_token.is_some()
    }

    fn registration(&self) -> Result<Registration, Error> {
        let proof = self.proof()?;
        match (&self.upstream_token_url, &self.upstream_client_id, proof, &self.upstream_refresh_token) {
            (Some(token_url), Some(client_id), Some(proof), Some(refresh_token)) if is_trustworthy(token_url) => {
                Ok(Registration {
                    token_url: token_url.clone(),
                    resource: self.upstream_resource.clone(),
                    client_id: client_id.clone(),
                    proof,
                    refresh_token: Some(refresh_token.expose().to_owned()),
                    kept_in: self.data.as_ref().map(|it| it.join("refresh-token.json")),
                })
            }
            (Some(token_url), Some(_), Some(_), Some(_)) => Err(Error::TokenUrl(token_url.clone())),
            (token_url, client_id, proof, refresh_token) => {
                let parts = [
                    ("RO_UPSTREAM_TOKEN_URL", token_url.is_some()),
                    ("RO_UPSTREAM_CLIENT_ID", client_id.is_some()),
                    ("RO_UPSTREAM_CLIENT_SECRET or RO_UPSTREAM_CERTIFICATE", proof.is_some()),
                    ("RO_UPSTREAM_REFRESH_TOKEN", refresh_token.is_some()),
                ];
                let missing: Vec<&str> = parts.iter().filter(|(_, is_set)| !is_set).map(|(name, _)| *name).collect();
                Err(Error::HalfRegistration(missing.join(", ")))
            }
        }
    }

    fn proof(&self) -> Result<Option<Proof>, Error> {
        match (&self.upstream_client_secret, &self.upstream_certificate) {
            (None, None) => Ok(None),
            (Some(_), Some(_)) => Err(Error::SeveralProofs),
            (Some(secret), None) => Ok(Some(Proof::Secret(secret.expose().to_owned()))),
            (None, Some(file)) => {
                let unusable = |error: &dyn fmt::Display| Error::Certificate(file.clone(), error.to_string());
                let pem = fs::read(file).map_err(|error| unusable(&error))?;
                Ok(Some(Proof::Certificate(Certificate::from_pem(&pem).map_err(|error| unusable(&error))?)))
            }
        }
    }
}
