"""Keeping work: the journal of unsaved edits, who has a file open, what others do to it."""
