customers-heading = Customers
customers-empty = No customers yet
customers-empty-hint = Request a relationship to add the first one.
customers-search-input =
    .placeholder = Search customers
    .aria-label = Search customers by name or domain
customers-search-button = Search
# Variables:
#   $text (String) - what was searched for
customers-no-match = No customer’s name or domain starts with “{ $text }”.
customers-clear-button = Clear search
customers-table-caption = Customers of your organization
# Variables:
#   $count (Number) - customers on this page
customers-count-label =
    { $count ->
        [one] { $count } customer on this page
       *[other] { $count } customers on this page
    }
customers-column-name = Customer name
customers-column-domain = Domain
customers-column-relationship = Relationship
# Variables:
#   $customer (String) - customer name
customers-open-button =
    .aria-label = { $customer }: open account

## Relationship of a customer with the partner

customers-relationship-reseller = Reseller
customers-relationship-advisor = Advisor
customers-relationship-none = None
customers-relationship-unknown = Other

## Request or re-establish a relationship

request-heading = Request a reseller relationship
request-again-heading = Re-establish the relationship
request-again-button = Re-establish the relationship
request-open-button = Request a relationship
request-intro = Send this link to the customer. When one of the customer’s administrators accepts the invitation, the customer appears in your customer list.
request-link-label = Invitation link
request-link-copy-button = Copy invitation link
request-link-copied = Invitation link copied
request-email-heading = Draft email message
# Variables:
#   $link (String) - the invitation link
request-email-body = We’d like to work with you as your Cloud Solution Provider (CSP). To accept, sign in with a Global administrator account and open this link: { $link }
request-email-subject = Invitation to a reseller relationship
request-email-open-button = Open in email
request-email-copy-button = Copy message
request-email-copied = Message copied
request-email-keep-link-note = Keep the link in the message: it connects the customer to your account.
request-admin-note = The customer must be a Global administrator to accept.
request-agreement-note = The customer must accept the Microsoft Customer Agreement.
request-country-note = You can only request a relationship with customers in your country or region.
request-dap-note = The new relationship doesn’t include delegated admin privileges.
