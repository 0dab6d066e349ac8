activity-heading = Activity log
# Variables:
#   $customer (String) - customer name
activity-table-caption = Activity log of { $customer }
activity-empty = No activity recorded
activity-empty-hint = Changes made on this page appear here, with the user who made them.
activity-column-time = Date and time
activity-column-user = User
activity-column-action = Action
activity-column-target = Item
activity-column-result = Result
activity-column-correlation = Correlation ID
activity-action-suspend-subscription = Suspend subscription
activity-action-reactivate-subscription = Reactivate subscription
activity-action-cancel-subscription = Cancel subscription
activity-action-stop-auto-renew = Turn off auto-renew
activity-action-cancel-azure-subscription = Cancel Azure subscription
activity-action-cancel-reservation = Cancel reservation
activity-action-cancel-software = Cancel software purchase
activity-action-remove-relationship = Remove relationship
activity-action-unknown = Other action
activity-result-done = Succeeded
activity-result-accepted = Accepted
activity-result-refused = Refused
activity-result-failed = Failed
activity-result-unknown = Unknown
activity-export-button = Export log
