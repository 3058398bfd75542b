"""The look of Qt's own widgets: Fusion in the theme's colours, with room to breathe."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

import resources
from app import theme
from app.theme import Theme

UI_POINTS = 10.0
"""The least size of the interface's font; a system that asks for more gets it."""

BARS = """
QMainWindow::separator {{ background: {border}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {accent}; }}
QToolBar {{ background: {panel}; border: none; border-bottom: 1px solid {border};
    padding: 4px 8px; spacing: 2px; }}
QToolBar::separator {{ background: {border}; width: 1px; margin: 5px 7px; }}
QMenuBar {{ background: {panel}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 5px; background: transparent; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {panel}; border: 1px solid {border}; padding: 5px; }}
QMenu::item {{ padding: 5px 26px 5px 12px; border-radius: 5px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {chosen}; color: {text}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 5px 8px; }}
"""
"""Of menus and the toolbar, with the lines between docks."""

CONTROLS = """
QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 4px 6px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {pressed}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton#addAction::menu-indicator, QToolButton#addProbe::menu-indicator {{ image: none; }}
QPushButton {{ border: 1px solid {border}; border-radius: 6px; padding: 5px 12px;
    background: {button}; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {pressed}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:default {{ border-color: {accent}; }}
QPushButton:disabled {{ color: {muted}; background: transparent; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ background: {field}; color: {text};
    border: 1px solid {border}; border-radius: 6px; padding: 4px 7px;
    selection-background-color: {accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border-color: {accent}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border-color: {error}; }}
QComboBox QAbstractItemView {{ background: {panel}; border: 1px solid {border};
    selection-background-color: {chosen}; selection-color: {text}; outline: none; }}
QAbstractItemView {{ background: {field}; border: 1px solid {border}; border-radius: 6px;
    outline: none; selection-background-color: {chosen}; selection-color: {text}; }}
QAbstractItemView:focus {{ border-color: {accent}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QFrame#findBar, QFrame#notice {{ background: {panel}; border: 1px solid {border};
    border-radius: 8px; }}
QDialog#commandPalette {{ background: {panel}; border: 1px solid {border}; }}
QLabel[keycap="true"] {{ border: 1px solid {border}; border-bottom-width: 2px;
    border-radius: 4px; padding: 0px 5px; background: {field}; color: {text}; }}
QSplitter::handle {{ background: transparent; }}
QCheckBox {{ spacing: 7px; }}
QCheckBox::indicator, QTreeView::indicator, QListView::indicator {{ width: 14px; height: 14px;
    border: 1px solid {muted};
    border-radius: 4px; background: {field}; }}
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked {{
    background: {accent};
    border-color: {accent}; image: url("{tick_file}"); }}
QCheckBox::indicator:indeterminate {{ background: qlineargradient(x1: 0, y1: 0, x2: 0, y2: 1,
    stop: 0.39 {field}, stop: 0.4 {accent}, stop: 0.6 {accent}, stop: 0.61 {field}); }}
QCheckBox::indicator:focus {{ border-color: {accent}; }}
QCheckBox:disabled {{ color: {muted}; }}
"""
"""Of what is clicked, typed into and chosen from."""

AREAS = """
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; min-width: 28px;
    min-height: 28px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QStatusBar {{ background: {panel}; border-top: 1px solid {border}; color: {muted}; }}
QStatusBar::item {{ border: none; }}
QProgressBar {{ border: none; border-radius: 3px; background: {border};
    max-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QTabBar::tab {{ background: transparent; color: {muted}; padding: 6px 9px;
    border: none; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:hover {{ color: {text}; }}
QToolTip {{ background: {card}; color: {text};
    border: 1px solid {border}; padding: 5px; }}
QLabel[muted="true"] {{ color: {muted}; }}
QLabel[wrong="true"] {{ color: {error}; }}
QFrame[line="true"] {{ background: {border}; border: none; max-height: 1px; }}
"""
"""Of what scrolls, tells and names."""


def follow(application: QApplication) -> None:
    """Dresses the application, now and whenever the theme changes."""
    application.setStyle("Fusion")
    font = application.font()
    if 0 < font.pointSizeF() < UI_POINTS:
        font.setPointSizeF(UI_POINTS)
        application.setFont(font)
    theme.switch().changed.connect(lambda: dress(application))
    dress(application)


def dress(application: QApplication) -> None:
    """Palette and style sheet of the current theme."""
    colours = theme.current()
    application.setPalette(palette(colours))
    application.setStyleSheet(style_sheet(colours))


def fixed_font(points: float = 0.0) -> QFont:
    """The system's font of one width, for code and numbers; `points` 0 as the interface's."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPointSizeF(points or QApplication.font().pointSizeF())
    return font


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """`share` of the first colour in the second, opaque."""
    return QColor.fromRgbF(
        *(
            a * share + b * (1.0 - share)
            for a, b in (
                (first.redF(), second.redF()),
                (first.greenF(), second.greenF()),
                (first.blueF(), second.blueF()),
            )
        )
    )


def palette(colours: Theme) -> QPalette:
    """The theme as Qt's roles."""
    made = QPalette(colours.panel)
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.panel),
        (role.Base, colours.field),
        (role.AlternateBase, colours.panel),
        (role.Button, mixed(colours.text, colours.panel, 0.06)),
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.error),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.panel if colours.name == "dark" else QColor("#ffffff")),
        (role.ToolTipBase, colours.card),
        (role.ToolTipText, colours.text),
        (role.Link, colours.forward),
        (role.Accent, colours.selection),
        (role.Mid, colours.panel_border),
    ):
        made.setColor(which, colour)
    off = mixed(colours.text, colours.panel, 0.42)
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, off)
    return made


def style_sheet(colours: Theme) -> str:
    """What the palette cannot say: spacing, corners, borders."""
    text, panel = colours.text, colours.panel
    # a style sheet takes pictures from files only, in colours of their own
    tick = f"check-{'dark' if colours.name == 'dark' else 'light'}.svg"
    names = {
        "hover": mixed(text, panel, 0.08),
        "pressed": mixed(text, panel, 0.15),
        "button": mixed(text, panel, 0.05),
        "handle": mixed(text, panel, 0.22),
        "chosen": mixed(colours.selection, colours.field, 0.22),
        "border": colours.panel_border,
        "panel": panel,
        "field": colours.field,
        "card": colours.card,
        "text": text,
        "muted": colours.muted,
        "accent": colours.selection,
        "error": colours.error,
    }
    return (BARS + CONTROLS + AREAS).format(
        **{name: colour.name() for name, colour in names.items()},
        tick_file=str(resources.path_of("icons", tick)).replace("\\", "/"),
    )
