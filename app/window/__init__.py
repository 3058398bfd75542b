"""The parts of the main window: menus, docks, dialogs, and what the commands do."""
