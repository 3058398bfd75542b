"""The start page: what an empty canvas of no file offers to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app import theme
from app.canvas.canvas import Canvas
from app.canvas.empty_hint import EmptyHint
from app.window.keeping.thumbnails import picture_of, place_of
from app.window.recent import RecentFiles, titles
from autograd_core.graph.files import SUFFIX

OFFERED = ("file.open", "file.examples", "edit.paste_code")
PICTURE = QSize(144, 90)
MOST = 4
"""Recent files that are offered; fewer where there is no room for them."""
GAP, EDGE = 18, 12


class StartPage(QWidget):
    """Below the hint, while nothing is on the canvas and nothing was opened: the commands that
    open something, and the files that were open last. It goes with the first card."""

    def __init__(
        self, canvas: Canvas, hint: EmptyHint, recent: RecentFiles, actions: Mapping[str, QAction]
    ) -> None:
        super().__init__(canvas)
        self.setObjectName("startPage")
        self.canvas, self.hint, self.recent = canvas, hint, recent
        self.pictures: list[QToolButton] = []
        self._shown: tuple[object, ...] = ()
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP // 2)
        commands = QHBoxLayout()
        commands.setSpacing(GAP // 2)
        commands.addStretch(1)
        for name in OFFERED:
            commands.addWidget(self._button(actions[name]))
        commands.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(commands)
        layout.addLayout(self._row)
        session = canvas.session
        for signal in (session.edited, session.replaced, session.level_changed,
                       session.path_changed):
            signal.connect(self.follow)  # fmt: skip
        theme.switch().changed.connect(self._dress)
        canvas.installEventFilter(self)
        canvas.window().installEventFilter(self)
        self._dress()
        self.follow()

    def follow(self) -> None:
        """Is there when it is wanted, with the files of now."""
        session = self.canvas.session
        whole = session.whole
        wanted = session.path is None and not (whole.nodes or whole.frames or whole.definitions)
        if wanted:
            self._fill()
        self.setVisible(wanted)
        self._place()

    def _button(self, action: QAction) -> QToolButton:
        button = _Button()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _fill(self) -> None:
        """The recent files that are there and have room; made anew only when they are others."""
        room = max(0, self.canvas.width() - 2 * EDGE) // (PICTURE.width() + GAP)
        paths = [path for path in self.recent.settings.recent if path.exists()][: min(MOST, room)]
        ratio = self.devicePixelRatioF()
        shown = (ratio, theme.current().name, *((path, _taken(path)) for path in paths))
        if shown == self._shown:
            return
        self._shown = shown
        for old in self.pictures:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.pictures = [
            self._file(path, title) for path, title in zip(paths, titles(paths), strict=True)
        ]
        for button in self.pictures:
            self._row.addWidget(button)

    def _file(self, path: Path, title: str) -> QToolButton:
        button = _Button()
        button.setObjectName("recentFile")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(PICTURE)
        ratio = self.devicePixelRatioF()
        picture = picture_of(path, PICTURE.width(), PICTURE.height(), ratio)
        if picture is None:
            picture = QPixmap(PICTURE * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(theme.current().background)
        button.setIcon(QIcon(picture))
        metrics = button.fontMetrics()
        short = title.replace(SUFFIX, "", 1)
        text = metrics.elidedText(short, Qt.TextElideMode.ElideMiddle, PICTURE.width())
        button.setText(text.replace("&", "&&"))
        button.setToolTip(str(path))
        button.setAccessibleName(self.tr("Open {name}").format(name=title))
        # not within the click: the button goes with what is opened
        button.clicked.connect(lambda: QTimer.singleShot(0, self, partial(self._open, path)))
        return button

    def _open(self, path: Path) -> None:
        self.recent.files.open_path(path)

    def _dress(self) -> None:
        colours = theme.current()
        self.setStyleSheet(
            "QToolButton { background: transparent; border: 1px solid transparent;"
            f" border-radius: 6px; padding: 5px 9px; color: {colours.muted.name()}; }}"
            "QToolButton:hover, QToolButton:focus {"
            f" background: {colours.panel.name()}; color: {colours.text.name()};"
            f" border-color: {colours.panel_border.name()}; }}"
            f"QToolButton:focus {{ border-color: {colours.selection.name()}; }}"
            f"QToolButton:disabled {{ color: {colours.panel_border.name()}; }}"
        )
        if not self.isHidden():
            self._fill()

    def _place(self) -> None:
        if self.isHidden():
            self.hint.leave_below(0)
            return
        size = self.sizeHint()
        self.hint.leave_below(size.height() + GAP)
        top = self.hint.geometry().bottom() + GAP
        width = min(size.width(), self.canvas.width() - 2 * EDGE)
        self.setGeometry((self.canvas.width() - width) // 2, top, width, size.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        resized = watched is self.canvas and kind == QEvent.Type.Resize
        if resized or (kind == QEvent.Type.WindowActivate and not self.isHidden()):
            self.follow()
        return False


class _Button(QToolButton):
    """One that Enter presses as Space does, and Tab reaches."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _taken(path: Path) -> int:
    """When the picture of a file was taken; 0 where there is none."""
    try:
        return place_of(path).stat().st_mtime_ns
    except OSError:
        return 0
