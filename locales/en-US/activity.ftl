activity-heading = Activity log
# Variables:
#   $customer (String) - customer name
activity-table-caption = What was done for { $customer }
activity-empty = No activity recorded
activity-empty-hint = Changes that are made here are listed with who made them.
activity-column-time = Date and time
activity-column-user = User
activity-column-action = Action
activity-column-target = Item
activity-column-result = Result
activity-column-correlation = Correlation ID
activity-action-suspend-subscription = Subscription suspended
activity-action-reactivate-subscription = Subscription reactivated
activity-action-cancel-subscription = Subscription canceled
activity-action-stop-auto-renew = Auto-renew turned off
activity-action-cancel-azure-subscription = Azure subscription canceled
activity-action-cancel-reservation = Reservation canceled
activity-action-cancel-software = Software purchase canceled
activity-action-remove-relationship = Relationship removed
activity-action-unknown = Other action
activity-result-done = Succeeded
activity-result-accepted = Accepted
activity-result-refused = Refused
activity-result-failed = Failed
activity-result-unknown = Unknown
activity-export-button = Export log
