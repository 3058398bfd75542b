"""The language of the window: as it was chosen, or as the system has it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

import resources
from app.settings import Language
from autograd_core.graph.words import QT_TRANSLATE_NOOP

FONTS = (
    "PingFang SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
)
"""Fonts for Simplified Chinese, on macOS, Windows and Linux. Left to itself, Qt takes any that has
the characters, often one for Japanese, where 直, 值 and 骨 are drawn in another way."""

QTS_OWN = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QFileSystemModel", "Size"),
)
"""Words of Qt's own dialogs that its Chinese lacks, or (Size) has in a wrong sense."""


def install(application: QGuiApplication, language: Language) -> None:
    """Puts the window into the language, with Qt's own words in the same."""
    language = meant(language)
    wanted = QLocale(language)
    # what is typed and shown has no thousands separators, as in Python
    wanted.setNumberOptions(
        QLocale.NumberOption.OmitGroupSeparator | QLocale.NumberOption.RejectGroupSeparator
    )
    QLocale.setDefault(wanted)
    if language == "zh_CN":
        _prefer_chinese_fonts(application)
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("gradcanvas", str(resources.path_of("translations"))),
    ):
        translator = QTranslator(application)
        if translator.load(wanted, name, "_", folder):
            application.installTranslator(translator)


def meant(language: Language) -> Language:
    """The language that a choice stands for: the system's own, where it is left to that."""
    return spoken(QLocale.system().uiLanguages()) if language == "system" else language


def is_shown(language: Language) -> bool:
    """Whether the window speaks what this choice stands for already."""
    return QLocale(meant(language)).language() == QLocale().language()


def _prefer_chinese_fonts(application: QGuiApplication) -> None:
    """Fonts for the characters that the fonts of the interface and of code do not have."""
    families = set(QFontDatabase.families())
    found = [name for name in FONTS if name in families]
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    for font in (application.font(), fixed):
        # a name such as Monospace stands for a font: that one still comes first
        QFont.removeSubstitutions(font.family())
        QFont.insertSubstitutions(font.family(), [QFontInfo(font).family(), *found])


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
