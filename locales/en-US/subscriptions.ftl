subs-heading = Subscriptions
# Variables:
#   $customer (String) - customer name
subs-table-caption = Subscriptions of { $customer }
# Variables:
#   $count (Number) - rows in the list
subs-count-label =
    { $count ->
        [one] { $count } subscription
       *[other] { $count } subscriptions
    }
subs-empty = No subscriptions
subs-empty-hint = Nothing here blocks removal.
subs-none-match = No subscriptions with this status
subs-column-name = Subscription
subs-column-type = Type
subs-column-licenses = Licenses
subs-column-status = Status
subs-column-end = End date
subs-column-actions = Actions
subs-filter-status-label = Status
subs-filter-all = All subscriptions
subs-filter-active = Active
subs-filter-suspended = Suspended
subs-filter-other = Other

## Types

subs-type-legacy = Legacy
subs-type-new-commerce = New commerce
subs-type-azure-plan = Azure plan
subs-type-azure-subscription = Azure subscription
subs-type-software = Software
subs-type-marketplace = Marketplace
subs-type-savings-plan = Savings plan
subs-type-unknown = Unknown type
subs-type-trial = Trial
subs-type-addon = Add-on

## Statuses

subs-status-active = Active
subs-status-suspended = Suspended
subs-status-pending = Pending
subs-status-expired = Expired
subs-status-disabled = Disabled
subs-status-deleted = Deleted
subs-status-inactive = Canceled
subs-status-unknown = Unknown status
subs-autorenew-note = Renews automatically

## Acts on one subscription

# Variables:
#   $subscription (String) - name of the subscription
suspend-button = Suspend
    .aria-label = Suspend { $subscription }
# Variables:
#   $subscription (String) - name of the subscription
reactivate-button = Reactivate
    .aria-label = Reactivate { $subscription }
# Variables:
#   $subscription (String) - name of the subscription
cancel-subscription-button = Cancel subscription
    .aria-label = Cancel subscription: { $subscription }
# Variables:
#   $subscription (String) - name of the subscription
stop-renewal-button = Turn off auto-renew
    .aria-label = Turn off auto-renew: { $subscription }
# Variables:
#   $subscription (String) - name of the subscription
suspend-done = The subscription { $subscription } was suspended.
# Variables:
#   $subscription (String) - name of the subscription
reactivate-done = The subscription { $subscription } was reactivated.
# Variables:
#   $subscription (String) - name of the subscription
cancel-subscription-done = The subscription { $subscription } was canceled.
# Variables:
#   $subscription (String) - name of the subscription
stop-renewal-done = Auto-renew was turned off for { $subscription }.

## Dialogs

suspend-one-dialog-title = Suspend this subscription?
suspend-dialog-message = The customer’s users won’t be able to sign in or use the services. Administrators will keep access to the data.
suspend-dialog-billing-note = Charges for new-commerce subscriptions continue while they’re suspended, and auto-renew is turned off.
suspend-dialog-confirm-button = Suspend
suspend-dialog-keep-button = Don’t suspend
cancel-subscription-dialog-title = Cancel this subscription?
cancel-subscription-dialog-message = The subscription ends immediately and can’t be reactivated.
cancel-subscription-dialog-confirm-button = Cancel subscription
cancel-subscription-dialog-keep-button = Keep subscription
# Variables:
#   $subscription (String) - name of the Azure subscription
azure-cancel-button = Cancel Azure subscription
    .aria-label = Cancel Azure subscription: { $subscription }
azure-cancel-dialog-title = Cancel this Azure subscription?
azure-cancel-dialog-message = The subscription’s resources stop, but they can keep generating costs until the cancellation takes effect. Microsoft provides this action for compromised subscriptions: make sure that the customer agrees.
azure-cancel-dialog-keep-button = Keep Azure subscription
