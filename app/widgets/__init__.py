"""Small parts that panels and dialogs share: fields, icons, wording, searching."""
