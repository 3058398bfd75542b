"""Offering what a crash has left: when the program starts, and from the File menu."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject, QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.playback.words import clauses
from app.portions import meanwhile
from app.session import Session
from app.widgets.fields import wrapped
from app.widgets.mnemonics import mark_dialog
from app.window.file_commands import FileCommands
from app.window.keeping.keeper import Keeper
from app.window.keeping.left import Claim, Since, Work, left_work
from autograd_core.graph.steps import StepLog

PICTURE = QSize(120, 75)
MOST_CARDS = 60
"""Cards up to which a picture is drawn while somebody waits for the list."""
WIDTH, HEIGHT = 600, 360


class Recovery(QObject):
    """Offers what was left and opens it: under its own file, but not saved."""

    def __init__(
        self, session: Session, files: FileCommands, keeper: Keeper, window: QWidget
    ) -> None:
        super().__init__(window)
        self.session = session
        self.files = files
        self.keeper = keeper
        self.window = window

    def show(self) -> None:
        """The command: offers what there is, or says that there is nothing."""
        if not self.offer():
            self.session.said.emit(self.tr("No unsaved work was left by a crash."))

    def offer(self) -> bool:
        """Offers what was left, if anything; whether there was something."""
        claim = Claim()
        try:
            works = [work for work in meanwhile(left_work) if claim.take(work)]
            if not works:
                return False
            chosen = self.ask(works)
            if chosen is not None and self.files.may_go_on():
                self._open(chosen)
        finally:
            claim.release()
        return True

    def ask(self, works: list[Work]) -> Work | None:
        """Asks what is to be opened; what is discarded goes at once."""
        dialog = LeftDialog(works, self.window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted.value
        chosen = dialog.current if accepted else None
        dialog.deleteLater()
        return chosen

    def _open(self, work: Work) -> None:
        self.session.open_copy(work.document, work.path)
        # it is nowhere else, so closing has to ask
        self.session.undo_stack.resetClean()
        if work.path is None:
            self.files.title = work.title or self.tr("Recovered")
            self.session.path_changed.emit()
        self.files.guard.recovered(work)
        self.keeper.keep_now()  # before the old journal goes
        if self.keeper.journal.error is None:
            work.discard()


class LeftDialog(QDialog):
    """The list of what was left."""

    def __init__(self, works: list[Work], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("leftWork")
        self.setWindowTitle("GradCanvas")
        self.works = list(works)
        title = wrapped(self.tr("Unsaved work was kept"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        title.setFont(font)
        text = wrapped(
            self.tr(
                "The program ended before these were saved. What you open here is not saved yet; "
                "what you leave is offered again."
            )
        )
        self.list = QListWidget()
        self.list.setObjectName("left")
        self.list.setAccessibleName(title.text())
        self.list.setIconSize(PICTURE)
        self.list.setSpacing(3)
        for work in self.works:
            self.list.addItem(self._item(work))
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.opens = buttons.addButton(self.tr("Open"), role.AcceptRole)
        self.discards = buttons.addButton(self.tr("Discard"), role.DestructiveRole)
        later = buttons.addButton(self.tr("Not now"), role.RejectRole)
        for button, name in ((self.opens, "open"), (self.discards, "discard"), (later, "later")):
            button.setObjectName(name)
        self.opens.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.discards.clicked.connect(self._discard)
        self.list.itemDoubleClicked.connect(lambda _: self.accept())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 16)
        layout.setSpacing(10)
        for widget in (title, text):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(WIDTH, HEIGHT)
        mark_dialog(self)
        self.list.setFocus()

    @property
    def current(self) -> Work | None:
        row = self.list.currentRow()
        return self.works[row] if row >= 0 else None

    def _item(self, work: Work) -> QListWidgetItem:
        name = work.name or self.tr("Untitled")
        facts = [when(work.when), self.tr("cards: {count}").format(count=len(work.document.nodes))]
        since = work.since()
        if since is Since.CHANGED:
            facts.append(self.tr("the file has changed since"))
        elif since is Since.GONE:
            facts.append(self.tr("the file is not there any more"))
        place = "" if work.path is None else f"\n{work.path.parent}"
        item = QListWidgetItem(f"{name}\n{clauses(facts)}{place}")
        picture = _picture(work, self.devicePixelRatioF())
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)  # in its own colours there, too
        item.setIcon(icon)
        item.setToolTip(str(work.path or work.source))
        return item

    def _discard(self) -> None:
        row = self.list.currentRow()
        if row < 0:
            return
        self.works.pop(row).discard()
        self.list.takeItem(row)
        if not self.works:
            self.reject()


def when(seconds: float) -> str:
    """A moment of the past as people say it."""
    translate = QCoreApplication.translate
    ago = time.time() - seconds
    if 0 <= ago < 60:
        return translate("LeftDialog", "less than a minute ago")
    if 0 <= ago < 3600:
        return translate("LeftDialog", "{count} min ago").format(count=round(ago / 60))
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def _picture(work: Work, ratio: float) -> QPixmap:
    from app.export.png import picture_within
    from app.window.keeping.thumbnails import picture_of

    pixmap = QPixmap(PICTURE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(theme.current().background)
    document = work.document
    if 0 < len(document.nodes) <= MOST_CARDS and not document.definitions:
        image = picture_within(document, StepLog(), 0, PICTURE * ratio, ratio, theme.current())
        drawn = QPixmap.fromImage(image)
        drawn.setDevicePixelRatio(ratio)
        return drawn
    if work.path is not None:
        return picture_of(work.path, PICTURE.width(), PICTURE.height(), ratio) or pixmap
    return pixmap
