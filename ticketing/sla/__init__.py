"""Service levels: business calendars, policies, the ledger of clocks, warnings and escalation."""
