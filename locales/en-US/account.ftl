account-heading = Account
account-profile-heading = Customer
account-domain-label = Domain
account-microsoft-id-label = Microsoft ID
account-microsoft-id-copy-button =
    .aria-label = Copy Microsoft ID
account-microsoft-id-copied = Microsoft ID copied
account-country-label = Country or region
account-relationship-label = Relationship
account-dap-label = Delegated admin privileges (DAP)
account-dap-granted = Granted
account-dap-none = Not granted
account-support-label = Support contact for this customer
account-role-label = Your role

## Roles

account-role-global-admin = Global administrator
account-role-admin-agent = Admin agent
account-role-sales-agent = Sales agent
account-role-helpdesk-agent = Helpdesk agent
account-role-indirect-reseller = Indirect reseller

## Roles in the middle of a sentence

account-role-global-admin-inline = Global administrator
account-role-admin-agent-inline = admin agent
account-role-sales-agent-inline = sales agent
account-role-helpdesk-agent-inline = helpdesk agent

## Status

account-status-heading = Status
account-status-clear = Nothing blocks removal.
# Variables:
#   $count (Number) - items that still block the removal
account-status-blocked =
    { $count ->
        [one] { $count } item still blocks removal.
       *[other] { $count } items still block removal.
    }
# Variables:
#   $count (Number) - items that still block the removal
account-status-blocked-announcement =
    { $count ->
        [one] Removal is blocked by { $count } item.
       *[other] Removal is blocked by { $count } items.
    }

## Blockers

blocker-list-heading = Before you remove the relationship
blocker-list-empty = Nothing is left to do. You can now remove the relationship.
# Variables:
#   $count (Number) - items to suspend
blocker-suspend-heading = To suspend: { $count }
# Variables:
#   $count (Number) - items to cancel
blocker-cancel-heading = To cancel: { $count }
# Variables:
#   $count (Number) - items to resolve outside this page
blocker-external-heading = To resolve elsewhere: { $count }
# Variables:
#   $count (Number) - items that only time resolves
blocker-wait-heading = To wait for: { $count }
# Variables:
#   $item (String) - name of what blocks
blocker-show-button =
    .aria-label = { $item }: show in its list
blocker-subscription-active = This subscription is active.
blocker-subscription-suspended = This subscription is suspended, but that isn’t enough: it has to be canceled.
blocker-subscription-committed = This subscription can no longer be canceled. It ends when its term ends.
blocker-subscription-pending = An order is still being processed.
blocker-subscription-unknown-kind = This page doesn’t recognize this type of subscription.
blocker-subscription-unknown-status = This page doesn’t recognize the status of this subscription.
blocker-azure-active = This Azure subscription is active.
blocker-azure-unknown-status = This page doesn’t recognize the status of this Azure subscription.
blocker-reservation-held = This reservation is still active.
blocker-software-held = This software purchase is still active.
blocker-software-committed = This software purchase can no longer be canceled. It ends when its term ends.
blocker-software-pending = This order is still being processed.
blocker-software-unknown-kind = This page doesn’t recognize this type of purchase.
blocker-software-unknown-status = This page doesn’t recognize the status of this order.
blocker-unreadable-subscriptions = The subscriptions couldn’t be read.
blocker-unreadable-azure = The Azure subscriptions of an Azure plan couldn’t be read.
blocker-unreadable-entitlements = The reservations and software purchases couldn’t be read.
blocker-unreadable-orders = The orders couldn’t be read.
# Variables:
#   $date (DateTime) - date and time with zone
blocker-cancel-until = Can be canceled until: { $date }
# Variables:
#   $date (DateTime) - date and time with zone
blocker-wait-until = Blocks until: { $date }
blocker-wait-open = It isn’t known how long this will take. Check again later.
# Variables:
#   $count (Number) - Azure subscriptions that have to be canceled first
blocker-after-azure =
    { $count ->
        [one] First cancel its { $count } Azure subscription.
       *[other] First cancel its { $count } Azure subscriptions.
    }

## The control

account-remove-heading = Remove the relationship
account-remove-button = Remove reseller relationship
account-remove-blocked = You can’t remove the relationship yet. Complete the steps listed on this page first.
account-remove-ready = You can now remove the relationship.
account-remove-indirect-reseller = Indirect resellers can’t remove the relationship. Contact your indirect provider.
# Variables:
#   $roles (List) - the roles that may: alternatives, joined as the language joins them
account-remove-role-required = Your role doesn’t allow you to remove the relationship. You need one of these roles: { $roles }.
# Variables:
#   $roles (List) - the roles that may: alternatives, joined as the language joins them
account-change-role-required = Your role doesn’t allow you to make changes. You need one of these roles: { $roles }.
# Variables:
#   $roles (List) - the roles that may: alternatives, joined as the language joins them
account-cancel-role-required = Your role doesn’t allow you to cancel Azure subscriptions, reservations, or software. You need one of these roles: { $roles }.
# The token that the portal gives does not reach as far as the role.
account-scope-missing = This portal doesn’t allow all changes. Those that it doesn’t allow aren’t offered here.
