//! The partner's own profiles.

use axum::routing::get;
use axum::{Json, Router};
use partner_center::wire::{Attributes, Link, Links, SupportProfile};

use crate::Sandbox;
use crate::partner::Partner;

pub(super) fn router() -> Router<Sandbox> {
    Router::new().route("/profiles/support", get(support_profile))
}

async fn support_profile(_: Partner) -> Json<SupportProfile> {
    Json(SupportProfile {
        email: Some("soporte@puentecloud.example".to_owned()),
        telephone: Some("+34 910 000 000".to_owned()),
        website: Some("https://puentecloud.example/soporte".to_owned()),
        profile_type: Some("SupportProfile".to_owned()),
        links: Some(Links::from([("self".to_owned(), Link::to("/profiles/support".to_owned()))])),
        attributes: Some(Attributes::of("SupportProfile")),
    })
}
