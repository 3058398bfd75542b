"""The dock: transport, caption, line, and the list of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.command import Shape
from app.commands import BY_ID, title_of
from app.panels.timeline.actions import ActionList
from app.panels.timeline.line import StepLine
from app.panels.timeline.span import MARGIN
from app.panels.timeline.transport import Transport
from app.playback import phases
from app.playback.player import SPEEDS, Player
from app.playback.words import text_of
from app.session import Session
from app.widgets.icons import icon
from app.widgets.keymap import keymap, keys_text
from app.widgets.look import fixed_font
from app.widgets.probe_words import breakpoint_title, names_of_loops, turn_title

TRANSPORT = (
    "play.first",
    "play.previous_section",
    "play.previous_turn",
    "play.step_back",
    "play.phase_back",
    "play.reverse",
    "play.toggle",
    "play.phase",
    "play.step",
    "play.next_turn",
    "play.next_section",
    "play.last",
    "play.loop",
    "play.run_back",
    "play.run_on",
)
IN_LOOPS = ("play.previous_turn", "play.next_turn")
YIELDING = (
    "play.previous_turn", "play.run_back", "play.previous_section", "play.next_section",
    "play.first", "play.last", "play.loop", "play.phase_back", "play.next_turn", "play.reverse",
    "play.phase", "play.run_on",
)  # fmt: skip
"""The buttons that give way where the row is narrow, in this order; there are keys for them."""
LONGEST = 160
"""Characters of a caption up to which each of its tensors is written out."""
STOP_WIDTH = 220
AT_BREAKPOINTS = ("play.run_back", "play.run_on")


class TimelinePanel(QWidget):
    """Where one is in the run, what the step says, and the way to any other step.

    Signals:
        probes_requested: the list of breakpoints wants to be seen.
    """

    probes_requested = Signal()

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(self.tr("Timeline"))
        self.session = session
        self.player = player
        self.line = StepLine(player)
        self.actions_list = ActionList(session, player)
        self.buttons: dict[str, QToolButton] = {}
        self.transport = Transport()
        self.where = Transport()
        self.position = QLabel()
        self.position.setObjectName("timelinePosition")
        self.position.setProperty("muted", True)
        self.phase = QLabel()
        self.phase.setObjectName("timelinePhase")
        self.stopped = QToolButton()
        self.stopped.setObjectName("stoppedAt")
        self.stopped.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.stopped.clicked.connect(self.probes_requested)
        self.speed = self._speed_box()
        self.caption = QLabel()
        self.caption.setObjectName("caption")
        self.caption.setAccessibleName(self.tr("What the step did"))
        self.caption.setWordWrap(True)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.caption.setContentsMargins(MARGIN, 0, MARGIN, 0)
        font = self.caption.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.caption.setFont(font)
        self._font, self._code_font = font, fixed_font(font.pointSizeF())
        # A long caption must not widen the dock, nor a short one make the line jump.
        self.caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._lay_out()
        self.setFocusProxy(self.line)
        player.moved.connect(lambda old, new: self.refresh())
        player.phase_changed.connect(lambda phase: self._show_phase())
        player.stopped.connect(lambda hit: self._show_stop())
        player.loop_changed.connect(self._show_loop)
        player.breakpoints.changed.connect(self.refresh)
        player.playing_changed.connect(lambda direction: self._dress())
        player.playing_changed.connect(lambda direction: self.refresh())
        player.speed_changed.connect(self._show_speed)
        keymap().changed.connect(self._show_keys)
        session.ran.connect(self._log_changed)
        session.changed.connect(self._edited)
        session.replaced.connect(self._log_changed)
        theme.switch().changed.connect(self._dress)
        self._dress()
        self.refresh()

    def _lay_out(self) -> None:
        transport = self.transport.row
        transport.setContentsMargins(MARGIN - 6, 0, MARGIN, 0)
        for command in TRANSPORT:
            transport.addWidget(self._button(command))
        transport.addStretch()
        label = QLabel(self.tr("Speed"))
        label.setProperty("muted", True)
        label.setBuddy(self.speed)
        transport.addWidget(label)
        transport.addSpacing(6)
        transport.addWidget(self.speed)
        first_to_go = [self.buttons[each] for each in YIELDING]
        self.transport.let_yield([label, *first_to_go, self.speed])
        where = self.where.row
        where.setContentsMargins(MARGIN, 0, MARGIN, 0)
        where.setSpacing(12)
        for widget in (self.position, self.phase, self.stopped):
            where.addWidget(widget)
        where.addStretch()
        self.where.let_yield([self.phase, self.stopped])
        self.where.setFixedHeight(self.fontMetrics().height() + 8)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.transport)
        column.addWidget(self.where)
        column.addWidget(self._caption_area(), 1)
        column.addWidget(self.line)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(8)
        splitter.addWidget(self.actions_list)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([270, 900])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 0, 4, 6)
        layout.addWidget(splitter)

    def _caption_area(self) -> QScrollArea:
        """The caption with room for two lines at least; a longer one than fits is scrolled."""
        area = QScrollArea()
        area.setObjectName("captionArea")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.caption)
        area.setMinimumHeight(2 * self.caption.fontMetrics().lineSpacing() + 4)
        return area

    def _button(self, command_id: str) -> QToolButton:
        command = BY_ID[command_id]
        button = QToolButton()
        button.setAccessibleName(title_of(command))
        target = command.target.rpartition(".")[2]
        button.clicked.connect(getattr(self.player, target))
        button.setCheckable(command.shape is Shape.CHECK)
        self.buttons[command_id] = button
        self._show_keys(command_id)
        return button

    def _show_keys(self, command_id: str) -> None:
        """Says in the tips what the buttons do, and with which keys that is done."""
        deeds = self._deeds()
        for each in [command_id] if command_id else list(self.buttons):
            if each in self.buttons:
                keys = keys_text(BY_ID[each])
                self.buttons[each].setToolTip(f"{deeds[each]} ({keys})" if keys else deeds[each])

    def _deeds(self) -> dict[str, str]:
        """What each button does, in full."""
        return {
            "play.first": self.tr("Go to the start, before the first step"),
            "play.previous_section": self.tr("Go back to where the action before starts"),
            "play.step_back": self.tr("Take one step back"),
            "play.reverse": self.tr("Play backwards: step after step, to the start"),
            "play.toggle": self.tr("Play step after step to the end, or pause"),
            "play.step": self.tr("Take one step"),
            "play.phase": self.tr("Go on to the next phase of the step"),
            "play.phase_back": self.tr("Go back to the phase before"),
            "play.next_turn": self.tr("Go to the same place in the next iteration"),
            "play.previous_turn": self.tr("Go to the same place in the iteration before"),
            "play.loop": self.tr("Play in a loop. Shift and drag on the line for a part of it"),
            "play.run_on": self.tr("Run to the next breakpoint"),
            "play.run_back": self.tr("Run back to the breakpoint before"),
            "play.next_section": self.tr("Go on to where the next action starts"),
            "play.last": self.tr("Go to the end, after the last step"),
        }

    def _speed_box(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("speed")
        box.setAccessibleName(self.tr("Speed"))
        for speed in SPEEDS:
            box.addItem(f"{speed:g}×", speed)
        box.setCurrentIndex(SPEEDS.index(1.0))
        box.activated.connect(lambda at: self.player.set_speed(SPEEDS[at]))
        return box

    def _show_speed(self, speed: float) -> None:
        self.speed.setCurrentIndex(min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - speed)))

    def _log_changed(self) -> None:
        self.line.reload()
        self.refresh()

    def _edited(self) -> None:
        self.line.retitle()
        self.refresh()

    def refresh(self) -> None:
        """Shows position and caption of the step at the cursor."""
        cursor, count = self.player.cursor, len(self.player.log)
        where = self.tr("step {step} / {count}").format(step=cursor, count=count)
        turns = self.player.turns
        if turns:
            turn = turn_title(turns, cursor, names_of_loops(self.session.whole))
            where = f"{where} · {turn}" if turn else where
        self.position.setText(where)
        self._show_stop()
        step = self.player.step
        if step is not None:
            words = text_of(step.message, self.session.flat)
            if len(words) > LONGEST:  # the explanation has all of it
                words = text_of(step.message, self.session.flat, LONGEST // 8)
            # What was printed over several lines has columns.
            self.caption.setFont(self._code_font if "\n" in words else self._font)
            self.caption.setText(words)
        elif count:
            self.caption.setText(self.tr("Before the first step. Press . to step."))
        else:
            self.caption.setText(self._empty())
        at_start, at_end = cursor == 0, cursor >= count and self.player.phase >= 1.0
        for command in IN_LOOPS:
            self.transport.want(self.buttons[command], bool(turns))
        for command in AT_BREAKPOINTS:
            self.transport.want(self.buttons[command], bool(self.player.breakpoints.items))
        self.where.fit()
        for command, off in (
            ("play.phase", at_end),
            ("play.phase_back", at_start),
            ("play.loop", count == 0),
            ("play.first", at_start),
            ("play.previous_section", at_start),
            ("play.step_back", at_start),
            ("play.reverse", at_start),
            ("play.toggle", count == 0),
            ("play.step", at_end),
            ("play.next_section", at_end),
            ("play.last", at_end),
        ):
            self.buttons[command].setEnabled(not off)

    def _show_phase(self) -> None:
        """Which phase the step is in: so many dots of so many are full."""
        step, phase = self.player.step, self.player.phase
        all_phases = phases.phases(step)
        self.where.want(self.phase, len(all_phases) > 1)
        if len(all_phases) == 1:
            self.phase.setText("")
            return
        now = phases.phase_at(step, phase)
        nth = [each for each, _ in all_phases].index(now) + 1
        dots = "●" * nth + "○" * (len(all_phases) - nth)
        text = f"{dots}  {phases.words(step, phase)}"
        if text != self.phase.text():
            self.phase.setText(text)
            self.where.fit()
            # the last step can be ended while it is under way
            self.buttons["play.step"].setEnabled(
                self.player.cursor < len(self.player.log) or phase < 1.0
            )
            self.buttons["play.phase"].setEnabled(self.buttons["play.step"].isEnabled())

    def _show_stop(self) -> None:
        hit = self.player.hit
        self._show_phase()
        if hit is not None:
            title = breakpoint_title(hit.breakpoint, self.session.whole)
            said = self.tr("Stopped: {what}").format(what=title)
            taken = self.position.sizeHint().width() + self.phase.sizeHint().width()
            room = max(STOP_WIDTH, self.where.width() - taken - 120)
            more = self.tr("Show the breakpoints")
            self.stopped.setToolTip(f"{said}\n{more}")
            metrics = self.stopped.fontMetrics()
            self.stopped.setText(metrics.elidedText(said, Qt.TextElideMode.ElideRight, room))
        self.where.want(self.stopped, hit is not None)

    def _show_loop(self) -> None:
        self.buttons["play.loop"].setChecked(self.player.loop)

    def _empty(self) -> str:
        """What to do where there are no steps."""
        document = self.session.whole
        if not document.nodes:
            return self.tr("Nothing to run yet: place an operation on the canvas.")
        if not document.actions:
            return self.tr("Nothing has run yet: add Forward to compute the graph.")
        return ""  # the run is under way

    def _dress(self) -> None:
        for command, button in self.buttons.items():
            button.setIcon(icon(BY_ID[command].icon))
        back = self.buttons["play.reverse"]
        back.setIcon(icon(BY_ID["play.reverse"].icon, theme.current().selection))
        self.stopped.setIcon(icon("breakpoint", theme.current().error))
        toggle = self.buttons["play.toggle"]
        playing = self.player.playing != 0
        toggle.setIcon(icon("pause" if playing else "play", theme.current().selection))
        toggle.setAccessibleName(self.tr("Pause") if playing else self.tr("Play"))
