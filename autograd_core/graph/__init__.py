"""Documents, their edits, their runs and their files; no Qt, and below the engine nothing
imports this package."""
