"""Two runs side by side: what differs, in a window and on the canvas."""
