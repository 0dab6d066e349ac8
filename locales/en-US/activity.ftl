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
activity-export-csv-button = Export CSV
activity-export-json-button = Export JSON
activity-filter-any-action = All actions
activity-filter-any-result = All results
activity-filter-from-label = From
activity-filter-until-label = To
activity-filter-button = Apply filters
activity-filter-clear-button = Clear filters
activity-none-match = No entries match these filters.
# Variables:
#   $count (Number) - entries on this page
activity-count-label =
    { $count ->
        [one] { $count } entry on this page
       *[other] { $count } entries on this page
    }
