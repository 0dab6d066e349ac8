-partner-center = Partner Center
-azure-portal = Azure portal

common-main-region =
    .aria-label = Customer offboarding
common-sections-label =
    .aria-label = Sections of this customer
common-language-label = Language
common-loading = Loading…
common-loading-slow = Still loading. This is taking longer than usual.
common-refreshing = Updating…
common-refresh-button = Refresh data
# Variables:
#   $time (DateTime) - time of the last read, date and time with zone
common-updated-note = Last updated: { $time }
common-offline-note = You’re offline. The data may be out of date.
common-retry-button = Retry
common-no-results = No results
common-next-page-button = Next page
common-previous-page-button = Previous page
common-sign-in-button = Sign in again
common-not-available = Not available
common-copy-button = Copy
common-copied = Copied
common-done-button = Done
# Variables:
#   $item (String) - name of what was changed
act-accepted-note = Microsoft accepted the change to { $item }. The change will appear here within minutes.
common-skip-link = Skip to the end of the table
common-partner-center-link = Open { -partner-center }
# Variables:
#   $language (String) - the language’s own name
common-language-changed = Language: { $language }
