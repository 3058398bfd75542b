"""The status bar: what was said, how far a run is, and how many problems there are.

What is said belongs to what somebody has just done, and goes with the next selection or edit, as
it may be wrong then; a hint to a gesture stays as long as the gesture, and no longer.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from app import theme
from app.session import Session
from app.widgets.icons import icon

PATIENCE_MILLISECONDS = 150
"""A run that is over sooner shows no progress: it would only flicker."""
MESSAGE_MILLISECONDS = 6000


class RunProgress(QWidget):
    """A bar and a button to cancel, shown while a run is busy."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runProgress")
        self.session = session
        self.busy = False
        """Whether a run has started whose result has not been shown."""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._appear)
        self.text = QLabel()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the run"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
        self.cancel = QToolButton()
        self.cancel.setObjectName("cancelRun")
        self.cancel.setAccessibleName(self.tr("Cancel the run"))
        self.cancel.setToolTip(self.tr("Cancel the run"))
        self.cancel.clicked.connect(session.cancel_run)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(8)
        for widget in (self.text, self.bar, self.cancel):
            layout.addWidget(widget)
        self.hide()
        session.running.connect(self._running)
        session.progressed.connect(self._progressed)
        session.carried.connect(self._carried)
        theme.switch().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.cancel.setIcon(icon("stop"))

    def _running(self, busy: bool) -> None:
        self.busy = busy
        if busy:
            if not self.isVisible() and not self._patience.isActive():
                self._patience.start()
        else:
            self._patience.stop()
            self.hide()

    def _appear(self) -> None:
        self.text.setText(self.tr("Running…"))
        self.bar.setRange(0, 0)
        self.show()

    def _carried(self, done: int, total: int) -> None:
        """A large edit goes on, which cannot be stopped half way."""
        going_on = self.session.is_changing
        self.cancel.setVisible(not going_on)
        if going_on:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.text.setText(self.tr("Changing the graph…"))
        self.setVisible(going_on or (self.busy and not self._patience.isActive()))

    def _progressed(self, done: int, expected: int) -> None:
        known = expected > done
        self.bar.setRange(0, expected if known else 0)
        self.bar.setValue(done if known else 0)
        self.text.setText(self.tr("Running: {count} steps").format(count=done))


class Status(QObject):
    """Fills the window's status bar."""

    def __init__(self, session: Session, bar: QStatusBar) -> None:
        super().__init__(bar)
        self.session = session
        self.bar = bar
        bar.setSizeGripEnabled(False)
        self.progress = RunProgress(session)
        self.problems = QToolButton()
        self.problems.setObjectName("problemCount")
        self.problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.problems.hide()
        bar.addPermanentWidget(self.progress)
        bar.addPermanentWidget(self.problems)
        session.said.connect(lambda text: bar.showMessage(text, MESSAGE_MILLISECONDS))
        session.hinted.connect(bar.showMessage)
        session.selected.connect(self._forget)
        session.changed.connect(self._forget)
        session.replaced.connect(self._start_anew)
        session.ran.connect(self._ran)
        self._cancelled = ""
        """What is said of a cancelled run, until the next one."""
        theme.switch().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.problems.setIcon(icon("error", theme.current().error))

    def _forget(self) -> None:
        """Takes away what was said of what is past."""
        if self._cancelled:
            self.bar.showMessage(self._cancelled)
        else:
            self.bar.clearMessage()

    def _start_anew(self) -> None:
        self._cancelled = ""
        self._forget()

    def _ran(self) -> None:
        over = self._cancelled
        cancelled = self.tr("Cancelled: these are the steps until then.")
        self._cancelled = cancelled if self.session.cancelled else ""
        if self._cancelled or over:
            self._forget()

    def count_problems(self, count: int) -> None:
        """Shows how many problems there are; nothing if there are none."""
        text = self.tr("Problems: {count}").format(count=count)
        self.problems.setText(f" {count}")
        self.problems.setToolTip(text)
        self.problems.setAccessibleName(text)
        self.problems.setVisible(count > 0)
