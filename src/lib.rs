//! `<reseller-offboarding>`: a customer of a Microsoft CSP partner, offboarded inside the partner's own portal.
//!
//! # The element's contract
//!
//! | attribute | meaning |
//! |---|---|
//! | `customer-id` | the customer's Microsoft ID; without it the element opens on the list of customers |
//! | `api-base` | the backend's address; default: where the script came from |
//! | `lang` | the language to show; set again when the person chooses another |
//! | `view` | `customers`, `account`, `subscriptions`, `reservations`, `software` or `activity`; follows the person |
//! | `time-zone` | an IANA name; default: the browser's |
//! | `scheme` | `light`, `dark` or `auto` (default) |
//! | `asset-base` | where wasm, style and languages are fetched from; default: where the script came from |
//! | `without-language-switcher` | the host page switches languages itself |
//!
//! Properties: `getToken` (required: `({reason, scope}) => Promise<{token, expiresAt?}>`), `locale`,
//! `availableLocales`, `messages` (the page's own words: Fluent by language), `ready` (a promise), `version`.
//!
//! Events bubble and are composed: `ro-load-start` `{version}`, `ro-ready` `{customerId, locale}`, `ro-load-error` `{code, message}`,
//! `ro-view-change` `{from, to}`, `ro-locale-change` `{locale, requested, cause}`, `ro-state-change` `{phase, blockers}` (their number),
//! `ro-action-start` and `ro-action-end` `{action, ids, outcome}`, `ro-removed` `{customerId, removedAt, receiptId}`,
//! `ro-error` `{code, correlationId}`, with `config/bad-override` `{code, cause}`.
//!
//! Custom properties, set on the element: `--ro-color-text`, `--ro-color-text-muted`, `--ro-color-background`,
//! `--ro-color-surface`, `--ro-color-border`, `--ro-color-accent`, `--ro-color-on-accent`, `--ro-color-danger`,
//! `--ro-color-on-danger`, `--ro-color-warning`, `--ro-color-success`, `--ro-color-focus`, `--ro-font-family`,
//! `--ro-font-size`, `--ro-radius`, `--ro-max-width`.
//!
//! Parts: `base`, `header`, `title`, `language`, `status`, `blockers`, `blocker`, `consequences`, `remove-button`,
//! `remove-reason`, `toolbar`, `table`, `row-action`, `badge`, `progress`, `dialog`, `dialog-title`, `dialog-input`,
//! `dialog-cancel`, `dialog-confirm`, `error`, `empty`.

pub mod element;
mod host;

mod app;
mod language;

mod account;
mod activity;
mod customers;
mod removal;
mod reservations;
mod software;
mod subscriptions;

mod acts;
pub mod api;
pub mod i18n;
pub mod ui;
