"""What a decision needs to know: one file a scope, with its state and its fold.

Events name the scopes that they touch, scopes fold events: they know each other. So that either
may be imported first, events import the names of scopes, and scopes import `events` as a whole and
look inside only when they fold.
"""

import ledger.events  # noqa: F401  (registers every event before a scope needs one)
