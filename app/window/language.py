"""The language of the window: as it was chosen, or as the system has it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from app.settings import Language


def install(application: QApplication, language: Language) -> None:
    """Puts the window into the language, with Qt's own words in the same."""
    if language == "system":
        language = spoken(QLocale.system().uiLanguages())
    wanted = QLocale(language)
    # what is typed and shown has no thousands separators, as in Python
    wanted.setNumberOptions(
        QLocale.NumberOption.OmitGroupSeparator | QLocale.NumberOption.RejectGroupSeparator
    )
    QLocale.setDefault(wanted)
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("gradcanvas", str(resources.path_of("translations"))),
    ):
        translator = QTranslator(application)
        if translator.load(wanted, name, "_", folder):
            application.installTranslator(translator)


def spoken(tags: Iterable[str]) -> Language:
    """The first of the languages (BCP 47, those liked best first) that the window speaks.

    English where it speaks none: it is what the program is written in, so it has no file, and a
    search by file alone would pass it over for a language that is liked less.
    """
    for tag in tags:
        locale = QLocale(tag)
        if locale.language() == QLocale.Language.English:
            break
        # a bare zh ends the list of Traditional Chinese too, and would be taken for Simplified
        if tag != "zh" and locale.script() == QLocale.Script.SimplifiedHanScript:
            return "zh_CN"
    return "en"
