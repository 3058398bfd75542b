"""The application: its name, icon, look and language."""

from __future__ import annotations

import locale
import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app import __version__, theme
from app.settings import Settings, ThemeChoice
from app.widgets import look
from app.widgets.icons import application_icon
from app.window import language


def apply_theme(choice: ThemeChoice) -> None:
    """Light, dark, or as the system has it."""
    theme.override(None if choice == "system" else choice)


def make_application(arguments: Sequence[str] | None = None) -> QApplication:
    """The application under its name, icon, look and language."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setOrganizationName("GradCanvas")
    QCoreApplication.setApplicationName("GradCanvas")
    QCoreApplication.setApplicationVersion(__version__)
    application = QApplication(list(sys.argv if arguments is None else arguments))
    # Numbers are read and written as Python does, whatever the system's language.
    locale.setlocale(locale.LC_NUMERIC, "C")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("gradcanvas")
    application.setWindowIcon(application_icon())
    settings = Settings()
    language.install(application, settings.language)
    look.follow(application)
    apply_theme(settings.theme)
    return application
