"""The dock: the step at the cursor in four lines, first as text and after a rest with formulas."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, QUrl, Signal
from PySide6.QtGui import QFontMetricsF, QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from app import theme
from app.panels.explanation.page import NODE, Page
from app.panels.explanation.view import ExplanationView
from app.playback.phases import Phase, phase_at
from app.playback.player import Player
from app.playback.words import text_of
from app.session import Session
from app.widgets import typeset
from app.widgets.icons import icon
from autograd_core.graph.explaining import Explanation, as_latex, as_text, explain
from autograd_core.graph.explaining.pieces import Label
from autograd_core.graph.recalling import lacking
from autograd_core.graph.steps import Message, Step, StepLog

REST = 150
"""Milliseconds without a move after which formulas are set."""
POLL = 4
"""Milliseconds after which to look whether one is."""
EDITED = 50
"""Milliseconds after an edit: a run follows most, and a large one comes in many parts."""
RECALLED_AFTER = 500
"""Milliseconds without a move after which numbers are asked for that the log has let go."""
LINES: dict[Phase, Label] = {
    Phase.ARRIVES: "upstream", Phase.LOCAL: "local", Phase.LEAVES: "product",
}  # fmt: skip
"""Where each phase of a step is told of."""
FORMULA_SHARE = 1.12
"""Size of formulas beside that of the text."""


class ExplanationPanel(QWidget):
    """What the step at the cursor did.

    Signals:
        node_requested(node): show this node, by its path.
        value_requested(title, value): show the whole of a tensor (a `Value`).
    """

    node_requested = Signal(str)
    value_requested = Signal(str, object)

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explanation")
        self.setAccessibleName(self.tr("Explanation"))
        self.session = session
        self.player = player
        self.explanation = Explanation()
        self._page = Page(self.explanation, translated, self._worded, "#888888")
        self._stale = True
        self.view = ExplanationView()
        self.view.setObjectName("explanationView")
        self.view.setAccessibleName(self.tr("What the step did, in formulas"))
        self.view.anchorClicked.connect(self._follow)
        self.view.menu_wanted.connect(self._fill_menu)
        self.view.setPlaceholderText(self.tr("Before the first step. Press . to step."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 6, 6)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._set_next)
        self._ahead: Page | None = None
        """The page of the next step, whose formulas are set while there is time."""
        self._work: typeset.Setting | None = None
        """The formula that is being set."""
        self._marked: Label | None = None
        """The line that the step is at, while its gradients travel."""
        self._asked: Step | None = None
        """The step whose numbers have been asked for."""
        self._recall = QTimer(self)
        self._recall.setSingleShot(True)
        self._recall.setInterval(RECALLED_AFTER)
        self._recall.timeout.connect(self._ask)
        self._edited = QTimer(self)
        self._edited.setSingleShot(True)
        self._edited.setInterval(EDITED)
        self._edited.timeout.connect(self.refresh)
        self._told: tuple[StepLog, int, int] | None = None
        """The log, its length and the cursor that are explained."""
        session.recalled.connect(self._recalled)
        player.phase_changed.connect(lambda phase: self._follow_phase())
        player.moved.connect(lambda old, new: self._follow_cursor())
        player.playing_changed.connect(lambda direction: self._wait())
        session.ran.connect(self._follow_cursor)
        session.changed.connect(self._edited.start)
        session.replaced.connect(self.refresh)
        theme.switch().changed.connect(self._dress)
        self._dress()

    # What is shown

    def _follow_cursor(self) -> None:
        """Explains the step at the cursor unless it is explained: a run's end moves it as well."""
        log, cursor = self.player.log, self.player.cursor
        told = self._told
        same = told is not None and told[0] is log and told[1:] == (len(log), cursor)
        if self._stale or not same or self._edited.isActive():
            self.refresh()

    def refresh(self) -> None:
        """Explains the step at the cursor, if somebody looks."""
        self._stale = True
        self._edited.stop()
        if not self.isVisible():
            return
        self._stale = False
        log, cursor = self.player.log, self.player.cursor
        self._told = log, len(log), cursor
        self.explanation = explain(log, cursor, self.session.flat)
        muted = theme.current().muted.name()
        self._page = Page(self.explanation, translated, self._worded, muted)
        self._show()
        self._wait()
        step = self.player.step
        if step is not None and step is not self._asked and lacking([step]):
            self._recall.start()
        else:
            self._recall.stop()

    def _follow_phase(self) -> None:
        """Marks the line that the step is at; not where it would only flicker."""
        step = self.player.step
        still = self.player.phase >= 1.0 or self.player.speed > 1.0 or not self.isVisible()
        marked = None if still else LINES.get(phase_at(step, self.player.phase))
        if marked != self._marked and not self._stale:
            self._marked = marked
            self._show()

    def _ask(self) -> None:
        """Asks for the step's numbers, once: what cannot be had stays away."""
        step = self.player.step
        if step is not None and not self.player.playing and self.isVisible():
            self._asked = step
            self.session.recall_step(self.player.cursor - 1)

    def _recalled(self) -> None:
        if self._asked is not None and self._asked is self.player.step:
            self.refresh()

    def _show(self) -> None:
        """The page: its formulas as pictures if all of them are set, else all as text."""
        self.view.images = {}
        html = self._page.html(lambda latex: None, self._marked)
        if self._page.formulas and self._missing(self._page) is None:
            html = self._page.html(self._picture, self._marked)
        names = [self._name(latex) for latex in self._page.formulas]
        self.view.texts = dict(zip(names, self._page.texts, strict=True))
        if not self.explanation.lines and self.explanation.title is None:
            html = ""
        self.view.show_page(html)
        self.view.setAccessibleDescription(self.text() if html else "")

    def _wait(self) -> None:
        """Formulas come when the step has stood for a moment, and not while it plays fast."""
        self._ahead = None
        fast = self.player.playing and self.player.speed > 1.0
        if fast or not self.isVisible():
            self._rest.stop()
        else:
            self._rest.start(REST)

    def _set_next(self) -> None:
        """Has one formula set that is missing: of this step, which is then shown with all of them,
        or else of the one that comes next, so that it has them at once."""
        if self._work is not None:
            if not self._work.is_done:
                self._rest.start(POLL)
                return
            typeset.keep(self._work.key, self._work.svg)
            self._work = None
            if self._page.formulas and self._missing(self._page) is None:
                self._show_formulas()
        if self._ahead is None and self._missing(self._page) is None:
            self._ahead = self._next_page()
        latex = self._missing(self._page) or (self._ahead and self._missing(self._ahead))
        if latex:
            self._work = typeset.Setting(self._key(latex))
            self._rest.start(POLL)

    def _show_formulas(self) -> None:
        """Shows them if they are not shown."""
        if not self.view.images:
            self._show()

    @property
    def is_busy(self) -> bool:
        """Whether formulas are still to come."""
        return self._rest.isActive() or self._work is not None

    def _missing(self, page: Page) -> str | None:
        """A formula of a page that nobody has tried to set."""
        wanted = (latex for latex in page.formulas if not typeset.is_known(self._key(latex)))
        return next(wanted, None)

    def _next_page(self) -> Page:
        """The page of the step after the one that is shown."""
        log, cursor = self.player.log, self.player.cursor
        told = explain(log, cursor + 1, self.session.flat) if cursor < len(log) else Explanation()
        page = Page(told, translated, self._worded, "")
        page.html(lambda latex: None)
        return page

    def _key(self, latex: str) -> typeset.Key:
        size = QFontMetricsF(self.view.font()).xHeight() * 2.05 * FORMULA_SHARE
        return typeset.key_of(latex, size, theme.current().text, self.devicePixelRatioF())

    def _name(self, latex: str) -> str:
        return f"formula:{hash(self._key(latex)) & 0xFFFFFFFFFFFF:x}"

    def _picture(self, latex: str) -> str | None:
        made = typeset.found(self._key(latex))
        if made is None:
            return None
        name = self._name(latex)
        if name not in self.view.images:
            height = QFontMetricsF(self.view.font()).xHeight()
            self.view.images[name] = typeset.in_line(made, height)
        return name

    def _dress(self) -> None:
        colours = theme.current()
        plain = "QTextBrowser { background: transparent; border: none; padding: 0 }"
        self.view.setStyleSheet(plain)
        self.view.document().setDefaultStyleSheet(f"a {{ color: {colours.forward.name()}; }}")
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and not self._stale:
            self.refresh()

    # Links

    def _follow(self, url: QUrl) -> None:
        place = int(url.path())
        if url.scheme() == NODE:
            self.node_requested.emit(self._page.nodes[place])
        else:
            shown = self._page.values[place]
            self.value_requested.emit(shown.name, shown.value)

    # Copying

    def text(self) -> str:
        """The explanation as text, in the window's language."""
        return as_text(self.explanation, self.session.flat, translated, self._worded)

    def latex(self) -> str:
        """The explanation as LaTeX."""
        return as_latex(self.explanation, self.session.flat, translated, self._worded)

    def copy_text(self) -> None:
        """Puts the explanation on the clipboard, as text."""
        self._copy(latex=False)

    def copy_latex(self) -> None:
        """Puts the explanation on the clipboard, as LaTeX."""
        self._copy(latex=True)

    def _copy(self, latex: bool) -> None:
        if self._stale:  # nobody looks at it
            self.explanation = explain(self.player.log, self.player.cursor, self.session.flat)
        QApplication.clipboard().setText(self.latex() if latex else self.text())
        self.session.said.emit(self.tr("The explanation of the step has been copied."))

    def _fill_menu(self, menu: QMenu) -> None:
        if self.view.textCursor().hasSelection():
            copy = menu.addAction(icon("copy"), self.tr("Copy the selection"))
            copy.triggered.connect(self.view.copy)
            menu.addSeparator()
        for name, title, act in (
            ("copyText", self.tr("Copy the step as text"), self.copy_text),
            ("copyLatex", self.tr("Copy the step as LaTeX"), self.copy_latex),
        ):
            action = menu.addAction(icon("copy"), title)
            action.setObjectName(name)
            action.triggered.connect(act)

    def _worded(self, message: Message) -> str:
        return text_of(message, self.session.flat)


def translated(context: str, text: str) -> str:
    """A text of the core in the window's language."""
    return QCoreApplication.translate(context, text) if text else ""
