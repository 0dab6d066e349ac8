software-heading = Software purchases
# Variables:
#   $customer (String) - customer name
software-table-caption = Software purchases of { $customer }
# Variables:
#   $count (Number) - rows in the list
software-count-label =
    { $count ->
        [one] { $count } purchase
       *[other] { $count } purchases
    }
software-empty = No software purchases
software-empty-hint = Nothing here blocks removal.
software-column-name = Software
software-column-type = Type
software-column-quantity = Quantity
software-column-date = Purchase date
software-column-status = Status
software-column-actions = Actions
software-type-perpetual = Perpetual software
software-type-subscription = Software subscription
software-type-unknown = Unknown type
software-status-active = Active
software-status-pending = Pending
software-status-expired = Expired
software-status-canceled = Canceled
software-status-unknown = Unknown status
# Variables:
#   $software (String) - name of the software
software-cancel-button = Cancel purchase
    .aria-label = Cancel purchase: { $software }
software-cancel-dialog-title = Cancel this software purchase?
software-cancel-dialog-message = This can’t be undone.
software-cancel-dialog-confirm-button = Cancel purchase
software-cancel-dialog-keep-button = Keep purchase
# Variables:
#   $software (String) - name of the software
software-cancel-done = The purchase of { $software } was canceled.
# Variables:
#   $deadline (DateTime) - date and time with zone
software-return-deadline = Can be canceled until: { $deadline }
# Variables:
#   $date (DateTime) - date and time with zone
software-ends-note = Can’t be canceled. Ends: { $date }
software-stays-note = Can no longer be canceled. It stays with the customer and doesn’t block removal.
software-counted-note = Listed under Subscriptions.
