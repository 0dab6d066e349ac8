removal-effects-heading = What removal does
# Variables:
#   $customer (String) - customer name
removal-effect-list = { $customer } will no longer appear in your customer list in { -partner-center }.
removal-effect-support = Your organization will no longer be listed as a support contact for the customer.
removal-effect-dap = You’ll lose delegated admin privileges for the customer, if you have them.
removal-effect-purchases = You’ll no longer be able to make purchases for the customer.
removal-remains-heading = What remains
removal-remains-gdap = Granular delegated admin privileges (GDAP) stay active after the removal. End them separately.
removal-remains-apps = Your enterprise applications and guest users stay in the customer’s tenant.
removal-remains-azure-roles = Azure role assignments stay active. Remove them separately.
removal-remains-billing = Charges already incurred will still be billed.
# Variables:
#   $software (String) - name of the software
#   $count (Number) - licenses
removal-remains-software =
    { $count ->
        [one] { $software }: { $count } perpetual license stays with the customer.
       *[other] { $software }: { $count } perpetual licenses stay with the customer.
    }
removal-notice = Microsoft doesn’t notify anyone. You’re responsible for giving the customer the notices that your agreements require.

## Dialog

remove-dialog-title = Remove the reseller relationship?
remove-dialog-intro = If you remove the relationship:
remove-dialog-undo-note = This can’t be undone. To work with the customer again, you’ll need a new request that the customer accepts.
# Variables:
#   $customer (String) - customer name, exactly as it must be typed
remove-dialog-name-label = Enter { $customer } to confirm
remove-dialog-name-mismatch = The name doesn’t match.
remove-dialog-ack-checkbox = I’m acting in good faith, I’ve given the notices that are due, and I understand that this can’t be undone.
remove-dialog-ack-missing = Select this box to continue.
remove-dialog-confirm-button = Remove relationship
remove-dialog-keep-button = Keep relationship
remove-dialog-progress = Removing the relationship…
remove-dialog-busy-note = The removal is in progress and can’t be interrupted.
remove-dialog-conflict = The data changed meanwhile. Check it and confirm again.

## Outcome

# Variables:
#   $customer (String) - customer name
remove-accepted-heading = The removal of the relationship with { $customer } was accepted.
remove-accepted-note = { -partner-center } accepted the removal. Your customer list will be updated within minutes; this page checks automatically.
remove-unknown-heading = Outcome unknown
remove-unknown-note = No answer was received, so it isn’t known whether the relationship was removed. This page checks automatically and doesn’t send the request again.
remove-check-button = Check now
# Variables:
#   $customer (String) - customer name
remove-success = The reseller relationship with { $customer } was removed.
remove-again-note = There’s no undo. To work with this customer again, request a new relationship.
remove-next-steps-heading = Next steps

## Receipt

receipt-heading = Receipt
receipt-number-label = Receipt number
receipt-customer-label = Customer
receipt-time-label = Date and time
receipt-user-label = Removed by
receipt-correlation-label = Correlation ID
receipt-items-label = Items at the time of removal
# Variables:
#   $subscriptions (Number) - subscriptions
#   $reservations (Number) - reservations
#   $software (Number) - software purchases
receipt-items-note = Subscriptions: { $subscriptions }. Reservations: { $reservations }. Software purchases: { $software }.
receipt-support-label = Support contacts before the removal
receipt-download-button = Download receipt
receipt-journal-label = Journal rows and hash
# Variables:
#   $first (Number) - row of the first action
#   $last (Number) - row of the receipt itself; the hash of this row follows
receipt-journal-note = { $first } to { $last }
receipt-acts-heading = What was done
receipt-left-heading = Subscriptions left suspended
receipt-column-billing = Billing
receipt-billed-note = Billed until the end date
receipt-not-billed-note = Not billed
