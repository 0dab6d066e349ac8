//! `<reseller-offboarding>`: a customer of a Microsoft CSP partner, offboarded inside the partner's own portal.
//!
//! The element's contract is written here and nowhere else. `cargo xtask contract` writes it into `docs/embedding.md`;
//! `cargo xtask package` turns it into `types.d.ts` and `custom-elements.json`; `cargo xtask tidy` holds it against the
//! code.
//!
//! # The element's contract
//!
//! ## Attributes
//!
//! They can change at any moment; `asset-base` and `load-timeout` count when loading begins. A value that is not valid counts as none. A reflected attribute follows the person.
//!
//! | attribute | values | default | reflected | meaning |
//! |---|---|---|---|---|
//! | `customer-id` | a tenant's ID | | no | The customer; without it the element opens on the list of customers. |
//! | `api-base` | a URL | where the script came from | no | The backend's address. |
//! | `lang` | a language tag | the page's, then the browser's | yes | The language to show. |
//! | `view` | `customers`, `account`, `subscriptions`, `reservations`, `software`, `activity` | `account`, or `customers` without a customer | yes | The view to show. |
//! | `readonly` | boolean | `false` | no | Shows everything and offers no act. |
//! | `time-zone` | an IANA name | the browser's | no | The time zone that moments are written in. |
//! | `heading-level` | `2`, `3`, `4`, `5` | `2` | no | How the first heading is told in the page's outline; the others follow. |
//! | `scheme` | `auto`, `light`, `dark` | `auto` | no | The colour scheme; `auto` is the page's own. |
//! | `announcements` | `normal`, `terse`, `off` | `normal` | no | How much a screen reader is told: `terse` leaves out progress, `off` everything that does not interrupt. |
//! | `asset-base` | a URL | where the script came from | no | Where WebAssembly, style and languages are fetched from. |
//! | `load-timeout` | milliseconds | `20000` | no | When loading is given up, with `load/timeout`. |
//! | `without-header` | boolean | `false` | no | Leaves out the title and the way between views: the page has its own. |
//! | `without-language-switcher` | boolean | `false` | no | Leaves out the choice of language: the page has its own. |
//! | `without-activity` | boolean | `false` | no | Leaves out the view of what was done. |
//!
//! ## Properties
//!
//! A property set before the element is defined counts.
//!
//! | property | type | writable | meaning |
//! |---|---|---|---|
//! | `getToken` | `((context: TokenContext) => Token \| Promise<Token>) \| undefined` | yes | Gives the token that requests carry. The only code that a page has to write. |
//! | `fetch` | `typeof globalThis.fetch \| undefined` | yes | Sends the requests to the backend in the browser's place. |
//! | `locale` | `string` | yes | The language shown; setting it sets `lang`. |
//! | `availableLocales` | `readonly string[]` | no | The languages that come with the element. |
//! | `messages` | `Readonly<Record<string, string>>` | yes | The page's own words: Fluent by language, over the element's. |
//! | `state` | `State` | no | Where the element stands: a frozen object, replaced with each change. |
//! | `ready` | `Promise<void>` | no | Settles once the widget shows, or rejects with the `Failure` of `ro-load-error`. |
//! | `version` | `string` | no | The version of the package. |
//! | `apiVersion` | `string` | no | The version of the backend's contract that it speaks. |
//!
//! ## Methods
//!
//! No method performs a destructive act: that takes a person, inside the element.
//! A mistake in the page's scripts is never one call away from a removal.
//!
//! | method | meaning |
//! |---|---|
//! | `refresh(): Promise<State>` | Reads again what is shown. |
//! | `goTo(view: View, itemId?: string): void` | Shows a view, and in it the row of an item. |
//! | `openRemoval(): boolean` | Opens the dialog that asks a person; `false` where something still blocks. |
//! | `stopBulk(): void` | Stops an operation on several items after those that are being done. |
//! | `exportReceipt(format: 'json' \| 'csv' \| 'text'): Promise<Blob>` | The receipt of the removal: data, or as it is shown. Rejects where there is none. |
//! | `diagnose(): Promise<Check[]>` | Tries each thing that the element needs of the page, and says what to mend. |
//! | `logout(): void` | Lets go of the token and of what was read with it. An operation on several items goes on in the backend. |
//! | `focus(options?: FocusOptions): void` | Moves the focus to the first heading. |
//!
//! `ResellerOffboardingElement.define(tag = "reseller-offboarding", registry = customElements)` registers the class; where the tag is taken it warns and does nothing.
//!
//! ## Events
//!
//! They are `CustomEvent`s that bubble and are composed: listen on the element, or on `document`.
//! They tell what a person did and what came of it, and never answer the page's own call at once.
//!
//! | event | cancelable | detail | when |
//! |---|---|---|---|
//! | `ro-load-start` | no | `{ version: string }` | Loading begins. |
//! | `ro-ready` | no | `{ customerId: string \| null; locale: string }` | The first view shows. |
//! | `ro-load-error` | yes | `Failure` | Loading failed. Cancelled, nothing is written to the console. |
//! | `ro-state-change` | no | `Pick<State, 'phase' \| 'counts' \| 'blockers'>` | The phase or what blocks is another. |
//! | `ro-view-change` | no | `{ from: View; to: View }` | Another view shows. |
//! | `ro-before-action` | yes | `{ action: Action; ids: readonly string[]; waitUntil(answer: Promise<boolean>): void }` | Before anything is sent. Cancelling vetoes; so does a promise that gives `false`, rejects, or takes longer than 60 seconds. |
//! | `ro-action-start` | no | `Operation & { ids: readonly string[] }` | A person's act is being sent; or one on several items is under way in the backend, and this element shows it from now on. |
//! | `ro-action-progress` | no | `Operation & Tally` | More of its items are done. |
//! | `ro-action-end` | no | `Operation & Tally & { results: readonly Result[] }` | It is over: every item was tried, or somebody stopped it. |
//! | `ro-removed` | no | `{ customerId: string; removedAt: string; receiptId: string }` | The reseller relationship was seen gone. |
//! | `ro-error` | no | `Failure` | Something failed; the person is told as well. |
//! | `ro-locale-change` | no | `{ locale: string; requested: string; cause: 'user' \| 'host' }` | Another language shows. |
//! | `ro-token-request` | no | `Omit<TokenContext, 'signal'> & { respondWith(answer: Token \| Promise<Token>): void }` | A token is needed and `getToken` is not set. |
//! | `ro-exit` | no | `{ reason: 'done' \| 'signed-out' }` | The person left a removal that is done, or the page took the token back (`logout()`). |
//!
//! ## Types
//!
//! ```typescript
//! export type View = 'customers' | 'account' | 'subscriptions' | 'reservations' | 'software' | 'activity';
//!
//! /** `accepted`: Microsoft took the removal on, and it was not seen done yet. `unknown`: its answer never came. */
//! export type Phase =
//!   | 'loading' | 'ready' | 'blocked' | 'clear' | 'accepted' | 'unknown' | 'removed' | 'error';
//!
//! export type Action =
//!   | 'suspend' | 'reactivate' | 'cancel-subscription' | 'stop-auto-renew' | 'cancel-azure-subscription'
//!   | 'cancel-reservation' | 'cancel-software' | 'cancel-all' | 'stop-renewals' | 'offboard' | 'remove';
//!
//! export interface Token {
//!   token: string;
//!   /** ISO 8601. Another token is asked for a minute before. */
//!   expiresAt?: string;
//! }
//!
//! export interface TokenContext {
//!   /** `rejected`: the backend refused the last one. `step-up`: for the removal alone, and not kept. */
//!   reason: 'initial' | 'expiring' | 'rejected' | 'step-up';
//!   /** Such as `offboarding:read`. */
//!   scope: string[];
//!   /** Aborted where the answer is not waited for any more. */
//!   signal: AbortSignal;
//! }
//!
//! /** The token is never part of it. */
//! export interface State {
//!   readonly phase: Phase;
//!   /** Something is being done. */
//!   readonly busy: boolean;
//!   /** What is shown may be out of date. */
//!   readonly stale: boolean;
//!   readonly view: View;
//!   readonly locale: string;
//!   readonly customer: { readonly id: string; readonly name: string } | null;
//!   readonly blockers: readonly Blocker[];
//!   /** How many block, in all and by how each is cleared. */
//!   readonly counts: Readonly<Record<'total' | Blocker['resolution'], number>>;
//!   /** What the person who is signed in may do. */
//!   readonly can: { readonly suspend: boolean; readonly cancel: boolean; readonly remove: boolean };
//!   readonly version: string;
//! }
//!
//! /** What stands between the customer and the removal. */
//! export interface Blocker {
//!   readonly id: string;
//!   readonly kind: 'subscription' | 'software' | 'reservation' | 'other';
//!   readonly label: string;
//!   /** Why it blocks. */
//!   readonly code: string;
//!   readonly resolution: 'suspend' | 'cancel' | 'external' | 'wait';
//!   /** ISO 8601: the last moment to cancel, or the end of waiting. */
//!   readonly until?: string;
//!   /** Where it is cleared, if not here. */
//!   readonly href?: string;
//!   /** The ids of what has to go first. */
//!   readonly dependsOn: readonly string[];
//! }
//!
//! /** Without personal data and without the token. */
//! export interface Failure {
//!   readonly code: ErrorCode;
//!   /** In the person's language; English with `load/…`, when no language is there yet. */
//!   readonly message: string;
//!   /** Trying again may help without anything else changing. */
//!   readonly retryable: boolean;
//!   /** The HTTP status. */
//!   readonly status?: number;
//!   /** Names the call in the backend's logs. */
//!   readonly correlationId?: string;
//!   /** For developers. */
//!   readonly cause?: string;
//! }
//!
//! /** An act on one or more items; on several it is the backend's, and has its id there. */
//! export interface Operation {
//!   readonly operationId: string;
//!   readonly action: Action;
//!   /** How many items. */
//!   readonly total: number;
//! }
//!
//! export interface Tally {
//!   readonly done: number;
//!   readonly failed: number;
//!   readonly unknown: number;
//! }
//!
//! /** How an act ended for one item. */
//! export interface Result {
//!   readonly id: string;
//!   readonly outcome: 'done' | 'accepted' | 'refused' | 'failed' | 'unknown';
//!   readonly code?: ErrorCode;
//!   readonly correlationId: string;
//! }
//!
//! /** One thing that the element needs of the page, tried. */
//! export interface Check {
//!   readonly name: 'csp' | 'mime' | 'cors' | 'integrity' | 'token' | 'api';
//!   readonly ok: boolean;
//!   /** What went wrong. */
//!   readonly code?: ErrorCode;
//!   /** What to change, for developers: a header and its value, mostly. */
//!   readonly advice?: string;
//! }
//! ```
//!
//! ## Error codes
//!
//! They stay as they are from version to version. More may come: treat an unknown one as an error like others.
//!
//! | code | meaning |
//! |---|---|
//! | `api/contract` | A request that our contract does not know: malformed id or body, or an idempotency key used twice. |
//! | `api/unreachable` | The backend cannot be reached. |
//! | `api/timeout` | The backend took too long. |
//! | `api/rate-limited` | Too many requests. |
//! | `api/unavailable` | The backend is not able to answer now. |
//! | `auth/token-failed` | No token could be had. |
//! | `auth/rejected` | The token is not accepted. |
//! | `auth/forbidden` | The caller may not. |
//! | `auth/step-up-required` | The removal needs a token that was given for it at most five minutes ago. |
//! | `auth/wrong-origin` | The token is for other pages than this one. |
//! | `config/no-token-provider` | The host page gives no token. |
//! | `config/bad-override` | The host page's own words for a text were refused. |
//! | `config/missing-precondition` | `If-Match` or `Idempotency-Key` is missing. |
//! | `state/blocked` | Something still blocks the removal. |
//! | `state/conflict` | The facts changed since they were read. |
//! | `state/not-found` | No such customer or item, or no relationship with it any more. |
//! | `state/already-removed` | The relationship is gone already. |
//! | `upstream/refused` | Microsoft refused for a reason of its own. |
//! | `upstream/failed` | Microsoft cannot be reached or answers rubbish. |
//! | `action/window-closed` | The cancellation window is over. |
//! | `action/dependency` | Something else has to go first. |
//! | `action/not-cancellable` | This cannot be cancelled by the API. |
//! | `action/already-done` | It was done already. |
//! | `action/vetoed` | The host page said no. |
//! | `action/confirmation-mismatch` | The typed name is not the customer's, or the consequences were not acknowledged. |
//! | `action/unknown-outcome` | The answer never came: it may or may not have been done. |
//! | `locale/unavailable` | No texts in this language. |
//! | `internal/panic` | A mistake of ours. |
//! | `load/csp-wasm` | The page's policy forbids WebAssembly: `script-src` needs `'wasm-unsafe-eval'`. |
//! | `load/integrity` | A file is not the one that was published. |
//! | `load/mime` | A file has another `Content-Type` than its own; from `diagnose()` alone. |
//! | `load/network` | A file cannot be fetched. |
//! | `load/timeout` | Loading took longer than `load-timeout`. |
//! | `load/trusted-types` | The page's policy forbids the policy `reseller-offboarding`; from `diagnose()` alone. |
//! | `load/unsupported` | This browser cannot run it. |
//!
//! ## CSS custom properties
//!
//! Set on the element, or on anything around it.
//!
//! | property | default | meaning |
//! |---|---|---|
//! | `--ro-color-text` | `light-dark(#1c1f26, #e8eaf0)` | Text. |
//! | `--ro-color-text-muted` | `light-dark(#565d6b, #a5adbd)` | Text that says less. |
//! | `--ro-color-background` | `light-dark(#ffffff, #1e2128)` | Behind everything. |
//! | `--ro-color-surface` | `light-dark(#f6f7f9, #262a33)` | Cards and notices. |
//! | `--ro-color-border` | `light-dark(#d5d9e0, #3d434f)` | Lines around cards, fields and rows. |
//! | `--ro-color-accent` | `light-dark(#0b5c75, #6cc4dd)` | Links and the control that leads on. |
//! | `--ro-color-on-accent` | `light-dark(#ffffff, #08222b)` | Text on the accent. |
//! | `--ro-color-danger` | `light-dark(#a3262a, #f19a9c)` | The control that removes, and errors. |
//! | `--ro-color-on-danger` | `light-dark(#ffffff, #2c0a0b)` | Text on danger. |
//! | `--ro-color-warning` | `light-dark(#7a4b00, #f0c274)` | The sign of what blocks. |
//! | `--ro-color-success` | `light-dark(#1a6636, #86d6a2)` | The sign of what is clear. |
//! | `--ro-color-focus` | `light-dark(#0b5c75, #8fd6ea)` | The ring around what has the focus. |
//! | `--ro-color-backdrop` | `rgb(10 14 20 / 55%)` | What covers the page behind a dialog. |
//! | `--ro-radius` | `0.5rem` | Rounded corners. |
//! | `--ro-border-width` | `1px` | Lines. |
//! | `--ro-focus-width` | `2px` | The ring around what has the focus. |
//! | `--ro-space` | `0.25rem` | The step that distances are multiples of. |
//! | `--ro-control-height` | `2.75rem` | The least height of buttons and fields. |
//! | `--ro-table-row-padding` | `0.625rem` | Above and below the text of a row. |
//! | `--ro-motion-duration` | `1.6s` | One pulse of the bars that stand where data will be. |
//! | `--ro-max-width` | `72rem` | The widest it gets. |
//! | `--ro-font-family` | `inherit` | The typeface; the page's own unless set. |
//! | `--ro-font-size` | `1rem` | What every size of text follows from. |
//! | `--ro-line-height` | `1.5` | The height of a line. |
//!
//! ## Parts
//!
//! Styled from outside by `::part(…)`. They are for looks: their number and order may change.
//!
//! | part | meaning |
//! |---|---|
//! | `base` | Everything. |
//! | `header` | The title, the language and the way between views. |
//! | `title` | The heading of a view. |
//! | `language` | The choice of language. |
//! | `status` | Whether something still blocks. |
//! | `blockers` | The card of everything that blocks. |
//! | `blocker` | One thing that blocks. |
//! | `consequences` | What the removal means. |
//! | `remove-button` | The control that opens the dialog. |
//! | `remove-reason` | Why it is not active. |
//! | `toolbar` | Search and acts above a table. |
//! | `table` | A table. |
//! | `row` | A row of a table. |
//! | `row-header` | The cell that names it. |
//! | `row-action` | The control of an act, in a row or beside what blocks. |
//! | `badge` | The status of an item. |
//! | `progress` | An operation on several items. |
//! | `dialog` | A dialog. |
//! | `dialog-title` | Its heading. |
//! | `dialog-body` | All that is in it. |
//! | `dialog-input` | The field for the customer's name. |
//! | `dialog-cancel` | The control that keeps everything as it is. |
//! | `dialog-confirm` | The control that goes ahead. |
//! | `error` | A failure, in words. |
//! | `empty` | What stands where a list has nothing. |
//! | `skeleton` | A bar where data will be. |
//! | `activity` | The list of what was done. |
//!
//! ## States
//!
//! For `:state(…)` in the page's style sheets.
//!
//! | state | meaning |
//! |---|---|
//! | `loading` | Nothing is shown yet. |
//! | `ready` | The list of customers shows. |
//! | `blocked` | Something still blocks the removal. |
//! | `clear` | Nothing blocks it. |
//! | `busy` | Something is being done. |
//! | `stale` | What is shown may be out of date. |
//! | `removed` | The reseller relationship was seen gone. |
//! | `error` | The customer cannot be shown. |
//!
//! ## Slots
//!
//! | slot | meaning |
//! |---|---|
//! | (default) | Shown until the element is loaded, and again when it cannot be: put a link to Partner Center there. |
//! | `heading` | Above everything. |
//! | `notice` | Between the header and the view. |
//! | `before-blockers` | On the account, above what still blocks. |
//! | `confirm-extra` | In the dialog of the removal, above its controls: a legal text, say. |
//! | `empty` | Where a list has nothing, in place of the element's own words. |
//! | `footer` | Below everything. |

pub mod element;
mod host;

mod app;
mod language;
mod lazy;
mod state;

mod account;
mod activity;
mod customers;
mod operations;
mod removal;
mod reservations;
mod software;
mod subscriptions;

mod acts;
pub mod api;
pub mod i18n;
pub mod ui;
