## Suspend all

# Variables:
#   $count (Number) - active subscriptions that can be suspended
suspend-all-button = Suspend all active ({ $count })
# Variables:
#   $count (Number) - subscriptions to suspend
suspend-all-dialog-title =
    { $count ->
        [one] Suspend { $count } subscription?
       *[other] Suspend { $count } subscriptions?
    }
# Variables:
#   $count (Number) - active subscriptions that cannot be suspended
suspend-all-left-heading = Can’t be suspended here: { $count }
# Variables:
#   $count (Number) - subscriptions to suspend
suspend-all-confirm-button =
    { $count ->
        [one] Suspend { $count } subscription
       *[other] Suspend { $count } subscriptions
    }

## Clear everything

# Variables:
#   $count (Number) - items that can be suspended or canceled, or whose auto-renew can be turned off
clear-all-button = Clear everything ({ $count })
clear-all-dialog-title = Clear everything that blocks removal?
clear-all-cancel-message = What you cancel ends immediately. Canceling can’t be undone.
clear-all-azure-message = The resources of the Azure subscriptions stop, but they can keep generating costs until the cancellation takes effect. Microsoft provides this action for compromised subscriptions: make sure that the customer agrees.
clear-all-removal-message = The relationship isn’t removed: you remove it yourself once nothing blocks it.
# Variables:
#   $count (Number) - subscriptions whose auto-renew is turned off
clear-all-renewals-heading = Auto-renew to turn off: { $count }
clear-all-confirm-button = Clear everything
clear-all-keep-button = Leave everything as it is

## Under way

operation-goes-on-note = This continues if you close the page.
operation-suspend-heading = Suspend all active
operation-cancel-heading = Cancel everything that can be canceled
operation-renewals-heading = Turn off all auto-renewals
operation-offboard-heading = Clear everything
# Variables:
#   $done (Number) - processed so far
#   $total (Number) - all of them
operation-progress = In progress: { $done } of { $total }…
# Variables:
#   $done (Number) - processed so far
#   $total (Number) - all of them
operation-paused-note = Paused: { $done } of { $total }
# Variables:
#   $time (DateTime) - when it is looked at again, date and time with zone
operation-waiting-note = Waiting. Next check: { $time }
operation-other-note = Something else was already in progress for this customer. It’s shown here.
operation-pause-button = Pause
operation-resume-button = Resume
operation-stop-button = Stop after current
# Variables:
#   $count (Number) - items to try again
operation-retry-button = Retry failed ({ $count })
operation-close-button = Close summary

## Summary

# Variables:
#   $count (Number) - items that are done
operation-done-note =
    { $count ->
        [one] { $count } item is done.
       *[other] { $count } items are done.
    }
# Variables:
#   $count (Number) - items whose change was accepted and not seen yet
operation-accepted-note =
    { $count ->
        [one] The change to { $count } item was accepted. It will appear here within minutes.
       *[other] The changes to { $count } items were accepted. They will appear here within minutes.
    }
# Variables:
#   $count (Number) - items not changed because of an error
operation-failed-note =
    { $count ->
        [one] { $count } item couldn’t be changed.
       *[other] { $count } items couldn’t be changed.
    }
# Variables:
#   $count (Number) - items of which nobody knows
operation-unknown-note =
    { $count ->
        [one] It isn’t known whether { $count } item was changed.
       *[other] It isn’t known whether { $count } items were changed.
    }
# Variables:
#   $count (Number) - items not touched
operation-skipped-note =
    { $count ->
        [one] { $count } item wasn’t changed.
       *[other] { $count } items weren’t changed.
    }

## An item of it

operation-row-queued = Queued
operation-row-running = In progress
operation-row-done = Done
operation-row-accepted = Accepted
operation-row-failed = Failed
operation-row-skipped = Skipped
operation-row-unknown = Outcome unknown
