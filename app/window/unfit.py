"""What cannot be done to a table, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.words import QT_TRANSLATE_NOOP

COPIES = QT_TRANSLATE_NOOP("Sheet", "More than {count} cells cannot be copied at once.")
TOO_MANY = QT_TRANSLATE_NOOP("Sheet", "A table has at most {count} numbers.")
NOT_FILLED = QT_TRANSLATE_NOOP("Sheet", "{made} numbers do not fill {count} cells.")
NO_ROOM = QT_TRANSLATE_NOOP("Sheet", "{rows} × {columns} cells do not fit here.")
NO_COLUMNS = QT_TRANSLATE_NOOP("Sheet", "Only a matrix has columns: write another shape.")
NO_MATRIX = QT_TRANSLATE_NOOP("Sheet", "Only a matrix can be transposed: write another shape.")
PASTES = QT_TRANSLATE_NOOP("Sheet", "More than {count} cells cannot be pasted at once.")
RAGGED = QT_TRANSLATE_NOOP("Sheet", "Line {line} has {count} cells, the first one {first}.")
NO_NUMBER = QT_TRANSLATE_NOOP("Sheet", "“{cell}” is no number.")
NOT_FINITE = QT_TRANSLATE_NOOP("Sheet", "nan and inf have no place in {dtype}.")
BEYOND = QT_TRANSLATE_NOOP("Sheet", "{dtype} holds numbers from {low} to {high}.")
UNREADABLE = QT_TRANSLATE_NOOP("Sheet", "{file} cannot be read: {error}")
UNKNOWN_VERSION = QT_TRANSLATE_NOOP("Sheet", "{file} is of an unknown version of the format.")
NO_NPY = QT_TRANSLATE_NOOP("Sheet", "{file} is no .npy file.")
NO_NUMBERS = QT_TRANSLATE_NOOP("Sheet", "{file} holds {dtype}, not numbers.")
CUT_SHORT = QT_TRANSLATE_NOOP("Sheet", "{file} is cut short.")
TOO_LARGE_FILE = QT_TRANSLATE_NOOP("Sheet", "{file} is larger than {size} MB.")
NO_TEXT = QT_TRANSLATE_NOOP("Sheet", "{file} is no text.")
EMPTY_FILE = QT_TRANSLATE_NOOP("Sheet", "There are no numbers in {file}.")
NOTHING = QT_TRANSLATE_NOOP("Sheet", "There are no numbers on the clipboard.")
TOO_LARGE = QT_TRANSLATE_NOOP("Sheet", "That is too large.")
NO_PLACE = QT_TRANSLATE_NOOP("Sheet", "{number} has no place in {dtype}.")


class Unfit(Exception):
    """What was asked for cannot be done to a table. `template` is one of the texts above."""

    def __init__(self, template: str, **arguments: object) -> None:
        super().__init__(template.format(**arguments))
        self.template = template
        self.arguments = arguments

    def said(self) -> str:
        """The reason in the window's language."""
        return QCoreApplication.translate("Sheet", self.template).format(**self.arguments)
