"""Tools: one class for one gesture; Esc cancels it."""
