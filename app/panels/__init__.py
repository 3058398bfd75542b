"""Panels: the docks round the canvas. They know the session and the player, not each other."""
