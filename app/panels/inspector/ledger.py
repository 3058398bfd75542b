"""What a `.grad` is made of, line by line as in a ledger: deposits by backward call and by edge.

The lines are made apart from the widget, so that they read the same as rich text, as plain text
and to a screen reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app import theme
from app.playback.player import Player
from app.playback.why_none import why_none
from app.playback.words import headed, text_of
from app.widgets.fields import heading
from app.widgets.icons import icon
from app.widgets.wording import action_title
from autograd_core.graph import action_edits
from autograd_core.graph.document import Document
from autograd_core.graph.ledger import Entry, Latest, Part, latest
from autograd_core.graph.ports import port_name
from autograd_core.graph.steps import ActionPath, StepLog, Value, one_line
from autograd_core.graph.turns import numbers_in

MOST = 20
"""Entries that are listed; more deposits without an emptying are summed up in the first line."""
NOTHING = "∅ None"
Weight: TypeAlias = Literal["entry", "part", "sum", "gone", "note"]


class Line(NamedTuple):
    """One line: what it says, what stands at its right, and where its words lead: `step:3` to the
    cursor 3, `edge:2` to the second part that is listed, `older:`; nowhere if empty."""

    words: str
    amount: str = ""
    link: str = ""
    weight: Weight = "entry"


class Lines(NamedTuple):
    """The lines of a ledger, and the parts that their links name."""

    lines: tuple[Line, ...]
    parts: tuple[Part, ...] = ()


def lines_of(
    log: StepLog, cursor: int, document: Document, node: str, port: str, older: bool = False
) -> Lines:
    """The ledger of the `.grad` at an output after `cursor` steps, in the window's language;
    `older`: with what was there before it was emptied last."""
    found = latest(log, cursor, node, port, MOST)
    parts: list[Part] = []
    lines: list[Line] = []
    if found.before:
        lines += _before(log, found, document, node, port, older)
    several = len(found.entries) > 1
    for entry in found.entries:
        lines += _entry(log, entry, document, parts)
        if several and entry is not found.entries[-1] and entry.kind == "deposit":
            lines.append(Line("", f"= {_amount(entry.after)}", weight="part"))
    if found.entries:
        last = found.entries[-1]
        now = NOTHING if last.after is None else _amount(last.after)
        lines.append(Line(".grad", now, weight="sum"))
    return Lines(tuple(lines), tuple(parts))


def _before(
    log: StepLog, found: Latest, document: Document, node: str, port: str, older: bool
) -> Iterator[Line]:
    """What came before the entries that are listed: one line, or all of them, greyed."""
    text = QCoreApplication.translate("Ledger", "{count} earlier entries")
    first = found.entries[0]
    starts = first.before if first.kind == "deposit" else None
    amount = _amount(starts) if starts is not None else ""
    sign = "▾" if older else "▸"
    yield Line(f"{sign} {text.format(count=found.before)}", amount, "older:", "gone")
    if not older:
        return
    parts: list[Part] = []
    for entry in latest_before(log, found, node, port):
        for line in _entry(log, entry, document, parts):
            if line.weight == "entry":
                yield line._replace(words=f"· {line.words}", weight="gone")


def latest_before(log: StepLog, found: Latest, node: str, port: str) -> list[Entry]:
    """The entries before those found, the last ones of them."""
    entries: list[Entry] = []
    at = found.entries[0].step
    while len(entries) < MOST:
        more = latest(log, at, node, port, MOST - len(entries)).entries
        if not more:
            break
        entries[:0] = more
        at = more[0].step
    return entries


def _entry(
    log: StepLog, entry: Entry, document: Document, parts: list[Part]
) -> Iterator[Line]:
    translate = QCoreApplication.translate
    link = f"step:{entry.step + 1}"
    title = _title(log, entry, document)
    if entry.kind == "deposit":
        text = translate("Ledger", "Backward {call} from {root}")
        said = _with_turn(text.format(call=entry.call, root=title), entry.action)
        yield Line(said, f"+ {_amount(entry.amount)}", link)
        several = len(entry.parts) > 1 or bool(_hooks(log, entry))
        for part in entry.parts:
            parts.append(part)
            gradient = _amount(part.flow.gradient) if several else ""
            yield Line(_edge(log, part, document), gradient, f"edge:{len(parts) - 1}", "part")
        for at in _hooks(log, entry):
            yield Line(text_of(log.steps[at].message, document), "", f"step:{at + 1}", "part")
        return
    words = {
        "to_none": translate("Ledger", "emptied to None"),
        "to_zeros": translate("Ledger", "set to zeros"),
        "made": translate("Ledger", "made anew, without .grad"),
        "written": translate("Ledger", "written"),
    }[entry.kind]
    said = _with_turn(headed(title, words) if title else words, entry.action)
    yield Line(said, NOTHING if entry.after is None else f"= {_amount(entry.after)}", link)


def _hooks(log: StepLog, entry: Entry) -> list[int]:
    """The numbers of the steps in which hooks changed a gradient before it was deposited."""
    own, at = log.steps[entry.step], entry.step
    while at:
        step = log.steps[at - 1]
        if (step.kind, step.node, step.action) != ("hook", own.node, own.action):
            break
        at -= 1
    return list(range(at, entry.step))


def _title(log: StepLog, entry: Entry, document: Document) -> str:
    """What did it: of a Backward its root, of others the action."""
    if entry.kind == "deposit":
        step = entry.step
        while step and log.steps[step - 1].call == entry.call:
            step -= 1
        root = log.steps[step].node
        return "?" if root is None else document.name(root)
    action = action_edits.find(document, entry.action[-1])
    return "" if action is None else action_title(action, document)


def _with_turn(text: str, action: ActionPath) -> str:
    """With the iteration, of what is repeated."""
    turns = [str(number + 1) for number in numbers_in(action)]
    if not turns:
        return text
    told = QCoreApplication.translate("Ledger", "{words} (iteration {number})")
    return told.format(words=text, number=".".join(turns))


def _edge(log: StepLog, part: Part, document: Document) -> str:
    """Where a gradient came from: the Node, and the port of the card that is one of its inputs."""
    flow = part.flow
    function = log.steps[part.step].function or ""
    wire = None if flow.wire is None else document.wires.get(flow.wire)
    place = document.name(flow.source)
    if wire is not None:
        place = f"{document.name(wire.target)}.{port_name(document, wire.target, wire.target_port)}"
    return QCoreApplication.translate("Ledger", "from {place}, {node}").format(
        place=place, node=function
    )


def _amount(value: Value | None) -> str:
    return "None" if value is None else one_line(value.summary)


class Ledger(QWidget):
    """Shows the ledger of one output at the cursor.

    Signals:
        edge_requested(node, wire): show where a gradient came from: the card, and the wire (empty
            for none).
        edge_pointed(wire): the pointer is at an edge's line, at none if empty.
    """

    edge_requested = Signal(str, str)
    edge_pointed = Signal(str)

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.player = player
        self._node = self._port = ""
        self._older = False
        self._shown = Lines(())
        self.setObjectName("ledger")
        self.copy = QToolButton()
        self.copy.setObjectName("copyLedger")
        self.copy.setAccessibleName(self.tr("Copy the ledger"))
        self.copy.setToolTip(self.tr("Copy the ledger"))
        self.copy.clicked.connect(self.copy_text)
        self.title = heading(self.tr("Ledger of .grad"))
        self.view = QLabel()
        self.view.setObjectName("ledgerLines")
        self.view.setTextFormat(Qt.TextFormat.RichText)
        self.view.setWordWrap(True)
        self.view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.linkActivated.connect(self._follow)
        self.view.linkHovered.connect(self._point)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view)
        theme.switch().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.copy.setIcon(icon("copy", theme.current().muted))
        self._show()

    def show_output(self, node: str, port: str) -> None:
        """Shows the ledger of an output as it is at the cursor."""
        if (node, port) != (self._node, self._port):
            self._older = False
        self._node, self._port = node, port
        player = self.player
        # the flat document has the names of what is in subgraphs, and the wires of the steps
        self._shown = lines_of(
            player.seen, player.shown_cursor, player.session.flat, node, port, self._older
        )
        if not self._shown.lines:
            document = player.session.document
            why = why_none(player.seen, player.shown_cursor, document, node, port)
            self._shown = Lines((Line(why, weight="note"),) if why else ())
        self._show()

    def _show(self) -> None:
        lines = self._shown.lines
        self.setVisible(bool(lines))
        is_list = bool(lines) and lines[0].weight != "note"
        self.title.setVisible(is_list)
        self.copy.setVisible(is_list)
        self.view.setText(html_of(lines) if lines else "")
        self.view.setAccessibleName(self.tr("Ledger of .grad") if is_list else ".grad")
        self.view.setAccessibleDescription(self.text())

    def text(self) -> str:
        """The ledger as plain text, its amounts one below the other."""
        return text_of_lines(self._shown.lines)

    def copy_text(self) -> None:
        """Puts the ledger on the clipboard, as text."""
        QGuiApplication.clipboard().setText(self.text())
        self.player.session.said.emit(self.tr("The ledger has been copied."))

    def _follow(self, link: str) -> None:
        kind, _, number = link.partition(":")
        if kind == "older":
            self._older = not self._older
            self.show_output(self._node, self._port)
        elif kind == "step":
            self.player.pause()
            self.player.seek(int(number))
        elif int(number) < len(self._shown.parts):
            flow = self._shown.parts[int(number)].flow
            self.edge_requested.emit(flow.source, flow.wire or "")

    def _point(self, link: str) -> None:
        kind, _, number = link.partition(":")
        parts = self._shown.parts
        wire = parts[int(number)].flow.wire if kind == "edge" and int(number) < len(parts) else ""
        self.edge_pointed.emit(wire or "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show()


def html_of(lines: tuple[Line, ...]) -> str:
    """The lines as a table: words at the left, amounts at the right, a rule above the sum."""
    colours = theme.current()
    muted, hue = colours.muted.name(), colours.gradient.name()
    rows = []
    for line in lines:
        words, amount = escape(line.words), escape(line.amount)
        if line.weight == "note":
            return f'<span style="color: {muted}"><i>{words}</i></span>'
        colour = hue if line.weight in ("entry", "sum") else muted
        if line.link:
            style = f"color: {muted if line.weight == 'gone' else colours.forward.name()}"
            words = f'<a href="{line.link}" style="{style}">{words}</a>'
        if line.weight == "part":
            words = f"\u00a0\u00a0\u00a0{words}"
        if line.amount == NOTHING:
            amount, colour = f"<i>{amount}</i>", muted
        if line.weight == "sum":
            rows.append(
                f'<tr><td colspan="2" height="1" bgcolor="{colours.muted.name()}"'
                ' style="font-size: 1px; padding: 0">\u00a0</td></tr>'
            )
            words, amount = f"<b>{words}</b>", f"<b>{amount}</b>"
        rows.append(
            f'<tr><td style="padding: 1px 10px 1px 0">{words}</td>\n'
            f'<td align="right" style="color: {colour}; padding: 1px 0">{amount}</td></tr>'
        )
    return f'<table width="100%" cellspacing="0">{"".join(rows)}</table>'


def text_of_lines(lines: tuple[Line, ...]) -> str:
    """The lines as plain text."""
    indent = {"part": "  "}
    written = [(indent.get(line.weight, "") + line.words, line) for line in lines]
    wide = max((len(words) for words, line in written if line.amount), default=0)
    high = max((len(line.amount) for line in lines), default=0)
    found = []
    for words, line in written:
        if line.weight == "sum":
            found.append("─" * (wide + 2 + high))
        found.append(f"{words:<{wide}}  {line.amount:>{high}}".rstrip() if line.amount else words)
    return "\n".join(found)
