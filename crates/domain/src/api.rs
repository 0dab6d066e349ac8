//! The widget's contract with the backend: bodies of requests and answers, refusals and their codes.
//!
//! JSON in camelCase, words in kebab-case, moments as integers. Enums with contents are `{"word": contents}`.

mod operations;

use serde::{Deserialize, Serialize};

pub use operations::{Operation, OperationList, OperationRequest, OperationState, StepState, StepStatus};

use crate::open_enum::open_enum;
use crate::{
    Act, Blocker, Caller, Changes, CustomerId, Facts, Permission, Remainder, Rule, SubscriptionId, SubscriptionKind,
    Timestamp,
};

/// A customer in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CustomerSummary {
    /// Its id.
    pub id: CustomerId,
    /// Its company name.
    pub name: String,
    /// Its primary domain.
    pub domain: String,
    /// What it is to the partner.
    pub relationship: Relationship,
}

open_enum! {
    /// What a customer is to the partner.
    pub enum Relationship {
        /// The partner sells to it.
        Reseller = "reseller",
        /// The partner advises it.
        Advisor = "advisor",
        /// Nothing any more.
        None = "none",
    }
}

/// `GET /v1/customers`: one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CustomerPage {
    /// The customers, by name.
    pub items: Vec<CustomerSummary>,
    /// Hand this back as `cursor` for the next page; none at the end. Opaque.
    pub next: Option<String>,
}

/// `GET /v1/customers/{id}`: all that the widget shows of a customer. Its `ETag` covers the facts without `asOf`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Who it is.
    pub profile: Profile,
    /// What was read.
    pub facts: Facts,
    /// What blocks the removal, in the order it can be solved.
    pub blockers: Vec<Blocker>,
    /// What stays with the customer.
    pub remains: Vec<Remainder>,
    /// The partner's own support profile: what customers see as their support contact.
    pub support: Option<SupportProfile>,
    /// Who is asking.
    pub caller: Caller,
    /// What they may do.
    pub may: May,
}

/// Who the customer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Its Entra tenant id, "Microsoft ID".
    pub id: CustomerId,
    /// Its company name: what has to be typed to confirm the removal.
    pub name: String,
    /// Its primary domain.
    pub domain: String,
    /// Two letters, where upstream tells.
    pub country: Option<String>,
    /// What it is to the partner.
    pub relationship: Relationship,
    /// Delegated administration (DAP); none where upstream does not tell.
    pub delegated_administration: Option<bool>,
}

/// The partner's support profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SupportProfile {
    /// Mail address.
    pub email: String,
    /// Telephone.
    pub telephone: String,
    /// Web site.
    pub website: String,
}

/// What the caller may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct May {
    /// Suspend and reactivate subscriptions.
    pub suspend_subscription: Permission,
    /// Cancel subscriptions, and stop their renewal.
    pub cancel_subscription: Permission,
    /// Cancel Azure subscriptions, reservations and software.
    pub cancel_purchase: Permission,
    /// Remove the relationship.
    pub remove_relationship: Permission,
}

impl May {
    /// This act.
    pub const fn of(&self, act: Act) -> &Permission {
        match act {
            Act::SuspendSubscription => &self.suspend_subscription,
            Act::CancelSubscription => &self.cancel_subscription,
            Act::CancelPurchase => &self.cancel_purchase,
            Act::RemoveRelationship => &self.remove_relationship,
        }
    }
}

/// `PATCH /v1/customers/{id}/subscriptions/{sid}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubscriptionPatch {
    /// What to do.
    pub action: crate::SubscriptionAction,
}

/// The answer to every act on an item: what was read again afterwards, never what was hoped for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ItemOutcome {
    /// How it ended.
    pub outcome: Outcome,
    /// The items as they are now.
    pub changes: Changes,
    /// Names this act in the journal and in upstream's logs.
    pub correlation_id: String,
}

open_enum! {
    /// How an act ended.
    pub enum Outcome {
        /// Seen done.
        Done = "done",
        /// Upstream took it on; not seen done yet.
        Accepted = "accepted",
        /// Refused; nothing changed.
        Refused = "refused",
        /// It failed before anything changed.
        Failed = "failed",
        /// Nobody knows: the answer never came.
        UnknownOutcome = "unknown",
    }
}

/// `POST /v1/customers/{id}/removal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RemovalRequest {
    /// The customer's name, as typed.
    pub confirmation: String,
    /// The consequences were acknowledged.
    pub acknowledged: bool,
}

/// The answer to a removal, and `GET /v1/customers/{id}/removal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RemovalStatus {
    /// Where it stands.
    pub outcome: RemovalOutcome,
    /// The receipt, once it was seen removed.
    pub receipt: Option<Receipt>,
    /// Names this act in the journal and in upstream's logs.
    pub correlation_id: String,
}

open_enum! {
    /// Where a removal stands.
    pub enum RemovalOutcome {
        /// Upstream took it on; list and customer do not show it yet.
        Accepted = "accepted",
        /// Seen gone from the list, and the customer refused.
        Removed = "removed",
        /// Refused; the relationship stands.
        Refused = "refused",
        /// Nobody knows yet.
        UnknownOutcome = "unknown",
    }
}

/// `GET /v1/customers/{id}/removal/receipt`: what is left to show for a removal. Receipts of older versions lack what
/// comes after `correlationId`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Its number.
    pub id: String,
    /// The customer.
    pub customer: Profile,
    /// When the removal was seen.
    pub removed_at: Timestamp,
    /// Who removed it.
    pub removed_by: Caller,
    /// The rule that cleared it.
    pub rule: Rule,
    /// What the customer had when it was cleared.
    pub facts: Facts,
    /// Support contacts of its subscriptions before, one name each; empty where they could not be read.
    pub support_contacts: Vec<String>,
    /// The consequences were acknowledged.
    pub acknowledged: bool,
    /// Names this act in the journal and in upstream's logs.
    pub correlation_id: String,
    /// What was done for the customer, oldest first.
    #[serde(default)]
    pub acts: Vec<ActivityEntry>,
    /// What the customer keeps.
    pub left: Option<Left>,
    /// What somebody still has to look after.
    #[serde(default)]
    pub elsewhere: Vec<Elsewhere>,
    /// Where it stands in the journal; none in the journal itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<JournalPlace>,
}

/// What the customer keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Left {
    /// Suspended ones.
    pub subscriptions: Vec<LeftSubscription>,
    /// Licences bought for ever.
    pub software: Vec<Remainder>,
}

/// A suspended subscription: it runs out by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LeftSubscription {
    /// Its id.
    pub id: SubscriptionId,
    /// The friendly name, else the offer's.
    pub name: String,
    /// What kind of product it is.
    pub kind: SubscriptionKind,
    /// End of the term; none for Azure plans.
    pub term_end: Option<Timestamp>,
    /// Billing goes on until then.
    pub is_billed: bool,
}

open_enum! {
    /// What no call of Partner Center's tells or ends.
    pub enum Elsewhere {
        /// Granular delegated admin privileges (GDAP).
        DelegatedAdminRelationships = "delegated-admin-relationships",
        /// Roles on the customer's Azure subscriptions.
        AzureRoleAssignments = "azure-role-assignments",
        /// The partner's applications in the customer's tenant.
        EnterpriseApps = "enterprise-apps",
        /// What was used and not billed yet.
        OpenBilling = "open-billing",
    }
}

/// Where a receipt stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct JournalPlace {
    /// The first act's row.
    pub first_row: i64,
    /// The receipt's own row.
    pub last_row: i64,
    /// Its hash, which vouches for all rows before.
    pub head: String,
}

/// `GET /v1/customers/{id}/activity`: one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// What was done, newest first.
    pub items: Vec<ActivityEntry>,
    /// Hand this back as `cursor` for the next page; none at the end. Opaque.
    pub next: Option<String>,
}

/// One act with its end, as far as it is known. Acts from before the journal was a chain know less.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ActivityEntry {
    /// Its row in the journal.
    #[cfg(feature = "journal")]
    pub row: i64,
    /// When it was put on record, before it began.
    pub at: Timestamp,
    /// Whose customer.
    #[cfg(feature = "journal")]
    pub partner_id: String,
    /// Which.
    #[cfg(feature = "journal")]
    pub customer_id: CustomerId,
    /// Who.
    pub user: String,
    /// What.
    pub action: ActivityAction,
    /// To what: the name of the item or the customer.
    pub target: String,
    /// To which item; none where it is the customer.
    #[cfg(feature = "journal")]
    pub item: Option<crate::Item>,
    /// The key that makes the request repeatable.
    #[cfg(feature = "journal")]
    pub idempotency_key: Option<String>,
    /// Names this act in upstream's logs.
    pub correlation_id: String,
    /// What was read before.
    #[cfg(feature = "journal")]
    pub before: Option<Changes>,
    /// How it ended; `unknown` while it runs.
    pub outcome: Outcome,
    /// Why not, where it did not end well.
    pub code: Option<Code>,
    /// When that was put on record.
    #[cfg(feature = "journal")]
    pub ended_at: Option<Timestamp>,
    /// What was read after.
    #[cfg(feature = "journal")]
    pub after: Option<Changes>,
    /// The `MS-RequestId` of each write that was sent for it, as far as they came back.
    #[cfg(feature = "journal")]
    #[serde(default)]
    pub request_ids: Vec<String>,
}

open_enum! {
    /// What was done.
    pub enum ActivityAction {
        /// A subscription was suspended.
        SuspendSubscription = "suspend-subscription",
        /// A subscription was reactivated.
        ReactivateSubscription = "reactivate-subscription",
        /// A subscription was cancelled.
        CancelSubscription = "cancel-subscription",
        /// A subscription will not renew.
        StopAutoRenew = "stop-auto-renew",
        /// An Azure subscription was cancelled.
        CancelAzureSubscription = "cancel-azure-subscription",
        /// A reservation was cancelled.
        CancelReservation = "cancel-reservation",
        /// A software purchase was cancelled.
        CancelSoftware = "cancel-software",
        /// The relationship was removed.
        RemoveRelationship = "remove-relationship",
    }
}

/// `GET /v1/relationship-request`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RelationshipRequest {
    /// The link that asks a customer for a (new) relationship: one for all customers of a partner.
    pub url: String,
}

/// A refusal or failure, `application/problem+json`: for machines. People get the words of `error-…` in their language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// What went wrong.
    pub code: Code,
    /// Names this call in the logs.
    pub correlation_id: String,
    /// With `state/blocked`: every blocker.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blockers: Vec<Blocker>,
    /// With `state/blocked` and `state/conflict`: the account as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Box<Account>>,
    /// With `auth/forbidden`: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denial: Option<crate::Denial>,
    /// With `upstream/…` and `action/…`: what Microsoft said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upstream: Option<UpstreamRefusal>,
    /// With `api/rate-limited`: when to try again, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// Microsoft's own words, shown as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UpstreamRefusal {
    /// Microsoft's error code.
    pub code: String,
    /// Microsoft's description, in English.
    pub description: String,
}

open_enum! {
    /// What went wrong: one vocabulary on the wire, in the element's events and (`/` as `-`) in `errors.ftl`.
    pub enum Code {
        /// A request that our contract does not know: malformed id or body, or an idempotency key used twice.
        ApiContract = "api/contract",
        /// The backend cannot be reached.
        ApiUnreachable = "api/unreachable",
        /// The backend took too long.
        ApiTimeout = "api/timeout",
        /// Too many requests.
        ApiRateLimited = "api/rate-limited",
        /// The backend is not able to answer now.
        ApiUnavailable = "api/unavailable",
        /// No token could be had.
        AuthTokenFailed = "auth/token-failed",
        /// The token is not accepted.
        AuthRejected = "auth/rejected",
        /// The caller may not.
        AuthForbidden = "auth/forbidden",
        /// The removal needs a token that was given for it at most five minutes ago.
        AuthStepUpRequired = "auth/step-up-required",
        /// The token is for other pages than this one.
        AuthWrongOrigin = "auth/wrong-origin",
        /// The host page gives no token.
        ConfigNoTokenProvider = "config/no-token-provider",
        /// The host page's own words for a text were refused.
        ConfigBadOverride = "config/bad-override",
        /// `If-Match` or `Idempotency-Key` is missing.
        ConfigMissingPrecondition = "config/missing-precondition",
        /// Something still blocks the removal.
        StateBlocked = "state/blocked",
        /// The facts changed since they were read.
        StateConflict = "state/conflict",
        /// No such customer or item, or no relationship with it any more.
        StateNotFound = "state/not-found",
        /// The relationship is gone already.
        StateAlreadyRemoved = "state/already-removed",
        /// Microsoft refused for a reason of its own.
        UpstreamRefused = "upstream/refused",
        /// Microsoft cannot be reached or answers rubbish.
        UpstreamFailed = "upstream/failed",
        /// The cancellation window is over.
        ActionWindowClosed = "action/window-closed",
        /// Something else has to go first.
        ActionDependency = "action/dependency",
        /// This cannot be cancelled by the API.
        ActionNotCancellable = "action/not-cancellable",
        /// It was done already.
        ActionAlreadyDone = "action/already-done",
        /// The host page said no.
        ActionVetoed = "action/vetoed",
        /// The typed name is not the customer's, or the consequences were not acknowledged.
        ActionConfirmationMismatch = "action/confirmation-mismatch",
        /// The answer never came: it may or may not have been done.
        ActionUnknownOutcome = "action/unknown-outcome",
        /// No texts in this language.
        LocaleUnavailable = "locale/unavailable",
        /// A mistake of ours.
        InternalPanic = "internal/panic",
    }
}
