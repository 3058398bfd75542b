"""The command line: needs neither a display nor Qt."""
