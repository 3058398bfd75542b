"""The canvas: one widget that shows the graph and turns gestures into edits."""
