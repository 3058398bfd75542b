"""The player, and what one step looks like."""
