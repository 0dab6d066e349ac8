reservations-heading = Azure reservations
# Variables:
#   $customer (String) - customer name
reservations-table-caption = Azure reservations of { $customer }
# Variables:
#   $count (Number) - rows in the list
reservations-count-label =
    { $count ->
        [one] { $count } reservation
       *[other] { $count } reservations
    }
reservations-empty = No Azure reservations
reservations-empty-hint = Nothing here blocks removal.
reservations-column-name = Reservation
reservations-column-quantity = Quantity
reservations-column-expiry = Expiration date
reservations-column-status = Status
reservations-column-actions = Actions
reservations-status-active = Active
reservations-status-expired = Expired
reservations-status-canceled = Canceled
# Variables:
#   $reservation (String) - name of the reservation
reservations-cancel-button = Cancel reservation
    .aria-label = Cancel reservation: { $reservation }
reservations-cancel-dialog-title = Cancel this Azure reservation?
reservations-cancel-dialog-message = This can’t be undone. A refund, if any, follows Azure’s own rules.
reservations-cancel-dialog-confirm-button = Cancel reservation
reservations-cancel-dialog-keep-button = Keep reservation
# Variables:
#   $reservation (String) - name of the reservation
reservations-cancel-done = The reservation { $reservation } was canceled.
reservations-portal-link = Open in { -azure-portal }
reservations-portal-note = This reservation can only be returned in the { -azure-portal }.
