"""The timeline: scrubbing, stepping by keys, and the list of actions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from app.panels.timeline import TimelinePanel
from app.panels.timeline.actions import end_of_first_turn
from app.panels.timeline.bands import bands_of
from app.playback.player import Player
from app.session import Session
from autograd_core.graph import action_edits, building
from autograd_core.graph.actions import Backward, Expression, Forward, Repeat
from autograd_core.graph.document import Document
from autograd_core.graph.steps import Message, Step, StepLog

Settle = Callable[[], None]


@pytest.fixture
def timeline(qtbot: QtBot, session: Session, player: Player) -> TimelinePanel:
    panel = TimelinePanel(session, player)
    qtbot.addWidget(panel)
    panel.resize(1000, 190)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def position(timeline: TimelinePanel) -> str:
    label = timeline.findChild(QLabel, "timelinePosition")
    assert label is not None
    return label.text()


def test_a_click_goes_there_and_a_drag_scrubs(
    qtbot: QtBot, timeline: TimelinePanel, player: Player
) -> None:
    line = timeline.line

    def place(cursor: int) -> QPoint:
        return QPoint(round(line.x_at(cursor)), 30)

    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=place(2))
    assert player.cursor == 2
    assert position(timeline) == "step 2 / 6"
    qtbot.mouseMove(line, place(5))
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=place(5))
    assert player.cursor == 5
    assert "MulBackward0" in timeline.caption.text()


def test_a_caption_that_is_too_long_is_scrolled(timeline: TimelinePanel, qtbot: QtBot) -> None:
    area = timeline.findChild(QScrollArea, "captionArea")
    assert area is not None
    timeline.caption.setText("short")
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0, timeout=1000)
    timeline.caption.setText("a word " * 200)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0, timeout=1000)
    assert area.horizontalScrollBar().maximum() == 0


def test_escape_takes_a_drag_back(
    qtbot: QtBot, timeline: TimelinePanel, player: Player
) -> None:
    line = timeline.line
    player.seek(1)
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(round(line.x_at(4)), 30))
    assert player.cursor == 4
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert player.cursor == 1
    qtbot.mouseMove(line, QPoint(round(line.x_at(5)), 30))
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(round(line.x_at(5)), 30))
    assert player.cursor == 1


def test_keys_step_and_jump(qtbot: QtBot, timeline: TimelinePanel, player: Player) -> None:
    line = timeline.line
    for key, cursor in (
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_PageDown, 3),
        (Qt.Key.Key_Right, 4),
        (Qt.Key.Key_Left, 3),
        (Qt.Key.Key_PageUp, 0),
        (Qt.Key.Key_End, 6),
    ):
        qtbot.keyClick(line, key)
        assert player.cursor == cursor, key
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert player.playing == 1
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert player.playing == 0


def test_buttons_are_off_where_they_would_do_nothing(
    timeline: TimelinePanel, player: Player
) -> None:
    assert not timeline.buttons["play.step"].isEnabled()
    player.first()
    assert timeline.buttons["play.step"].isEnabled()
    assert not timeline.buttons["play.step_back"].isEnabled()


def test_an_action_is_removed_by_key_and_comes_back_by_undo(
    qtbot: QtBot, timeline: TimelinePanel, session: Session, player: Player, settle: Settle
) -> None:
    actions = timeline.actions_list
    assert actions.current() == Backward("a2", "s")  # the shown step is its last
    qtbot.keyClick(actions.view, Qt.Key.Key_Delete)
    settle()
    assert session.document.actions == (Forward("a1"),)
    assert len(player.log) == 3
    assert session.undo_stack.undoText() == "Remove Backward from s"
    session.undo_stack.undo()
    assert [a.id for a in session.document.actions] == ["a1", "a2"]


def test_actions_are_moved_and_gone_to(
    qtbot: QtBot, timeline: TimelinePanel, session: Session, player: Player, settle: Settle
) -> None:
    actions = timeline.actions_list
    model = actions.model
    qtbot.mouseClick(
        actions.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=actions.view.visualRect(model.index(0)).center(),
    )
    assert player.cursor == 3
    qtbot.keyClick(actions.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [a.id for a in session.document.actions] == ["a2", "a1"]
    assert actions.current() == Forward("a1")
    settle()
    session.undo_stack.undo()
    assert [a.id for a in session.document.actions] == ["a1", "a2"]


def test_a_band_is_called_as_its_action_is_now(
    timeline: TimelinePanel, session: Session, player: Player
) -> None:
    before = [band.title for band in timeline.line.bands.bands]
    assert "Backward from s" in before
    session.do(building.rename(session.document, "s", "loss"), "rename")
    assert not session.is_running
    after = [band.title for band in timeline.line.bands.bands]
    assert after == [title.replace("from s", "from loss") for title in before]
    session.undo_stack.undo()
    assert [band.title for band in timeline.line.bands.bands] == before


def test_a_repeat_is_one_band_with_a_mark_for_each_iteration() -> None:
    body = (Forward("a2"), Backward("a3", "s"))
    document = Document(actions=(Repeat("a1", values=Expression("3"), body=body), Forward("a4")))
    paths = [("a1", str(turn), action) for turn in range(3) for action in ("a2", "a2", "a3")]
    log = StepLog(
        Step("forward", path, None, Message("")) for path in [*paths, ("a4",)]
    )
    bands = bands_of(log, document)
    assert [(b.action, b.start, b.stop) for b in bands.bands] == [("a1", 0, 9), ("a4", 9, 10)]
    marks = bands.bands[0].iterations
    assert marks is not None
    assert marks.tolist() == [0, 3, 6]


def test_a_hundred_thousand_steps_are_scrubbed(
    qtbot: QtBot, timeline: TimelinePanel, session: Session, player: Player
) -> None:
    message = Message("")
    session.document = Document(actions=(Forward("a1"), Backward("a2", "s")))
    session.log = StepLog(
        Step("error" if i % 7 == 0 else "forward", ("a1" if i < 50_000 else "a2",), None, message)
        for i in range(100_000)
    )
    session.ran.emit()
    for x, cursor in ((0.25, 25_000), (0.75, 75_000)):
        player.seek(cursor)
        timeline.line.repaint()
        at = timeline.line.x_at(cursor)
        assert at == pytest.approx(timeline.line.width() * x, abs=20)
        assert timeline.line.cursor_at(at) == cursor


def test_buttons_say_what_they_do_and_look_different(timeline: TimelinePanel) -> None:
    tips = {name: button.toolTip() for name, button in timeline.buttons.items()}
    assert tips["play.reverse"] == "Play backwards: step after step, to the start (Shift+F8)"
    assert len(set(tips.values())) == len(tips)
    pictures = {
        bytes(button.icon().pixmap(20).toImage().constBits())
        for button in timeline.buttons.values()
    }
    assert len(pictures) == len(timeline.buttons)


def test_an_action_is_shown_at_the_end_of_its_first_turn() -> None:
    forward, backward = ("r", "{}", "f"), ("r", "{}", "b")
    paths = [
        tuple(part.format(turn) for part in path)
        for turn in range(2)
        for path in (forward, forward, backward)
    ]
    log = StepLog(Step("forward", path, None, Message("")) for path in [("f0",), *paths])
    assert end_of_first_turn(log, "r") == 4
    assert end_of_first_turn(log, "f") == 3
    assert end_of_first_turn(log, "f0") == 1
    assert end_of_first_turn(log, "gone") is None


def test_where_there_are_no_steps_it_says_what_to_do(
    timeline: TimelinePanel, session: Session, settle: Settle
) -> None:
    session.do(action_edits.set_actions(session.document, ()), "remove all")
    settle()
    assert "add Forward" in timeline.caption.text()
    assert "Add Forward" in timeline.actions_list.view.hint()
    session.new()
    settle()
    assert "place an operation" in timeline.caption.text()


def test_shift_and_drag_choose_what_is_played_in_a_loop(
    qtbot: QtBot, timeline: TimelinePanel, player: Player
) -> None:
    line = timeline.line
    player.seek(1)
    places = [QPoint(round(line.x_at(cursor)), 30) for cursor in (2, 5)]
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, shift, places[0])
    qtbot.mouseMove(line, places[1])
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, shift, places[1])
    assert (player.loop, player.range, player.cursor) == (True, (2, 5), 1)
    assert timeline.buttons["play.loop"].isChecked()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, shift, places[0])
    assert (player.loop, player.range) == (True, None)
    timeline.buttons["play.loop"].click()
    assert not player.loop


def test_the_line_is_zoomed_round_the_pointer_and_follows_the_cursor(
    timeline: TimelinePanel, player: Player
) -> None:
    line = timeline.line
    x = line.x_at(4)
    for _ in range(20):
        line.span.zoom_by(1.25, x)
    assert line.x_at(4) == pytest.approx(x)
    assert line.span.step_width == pytest.approx(60.0) or line.span.zoom == 1.0
    for cursor in (0, 6, 3):
        player.seek(cursor)
        assert 0 <= line.x_at(cursor) <= line.width()
        assert line.cursor_at(line.x_at(cursor)) == cursor


def test_the_phase_is_said_and_the_stop_with_its_reason(
    qtbot: QtBot, timeline: TimelinePanel, player: Player
) -> None:
    player.seek(3)
    assert timeline.phase.text() == ""
    player.set_speed(4.0)
    player.phase_forward()
    qtbot.waitUntil(lambda: player.playing == 0, timeout=3000)
    assert timeline.phase.text() == "●○○○  the gradient arrives"
    assert not timeline.stopped.isVisible()
    player.breakpoints.toggle("grad", "x")
    player.run_on()
    assert timeline.stopped.isVisible()
    assert timeline.stopped.text() == "Stopped: x.grad changes"
    player.step_back()
    assert not timeline.stopped.isVisible()


def test_an_action_is_done_again_and_its_steps_are_played(
    qtbot: QtBot, timeline: TimelinePanel, player: Player, session: Session,
    settle: Callable[[], None],
) -> None:  # fmt: skip
    actions = timeline.actions_list
    actions.view.setCurrentIndex(actions.model.index(0))
    assert not actions.up.isEnabled()
    assert "It is the first already." in actions.up.toolTip()
    qtbot.keyClick(actions.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [type(each).__name__ for each in session.document.actions] == [
        "Forward", "Backward", "Forward",
    ]  # fmt: skip
    session.undo_stack.undo()
    settle()
    player.set_speed(4.0)
    actions.view.setCurrentIndex(actions.model.index(1))
    player.seek(0)
    actions._select(1)
    seen: list[int] = []
    player.moved.connect(lambda old, new: seen.append(new))
    qtbot.keyClick(actions.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: player.playing == 0, timeout=5000)
    assert seen == [3, 4, 5, 6]


def test_where_it_is_narrow_the_less_important_buttons_give_way(
    timeline: TimelinePanel, player: Player, qtbot: QtBot
) -> None:
    assert not timeline.buttons["play.phase"].isHidden()
    assert timeline.buttons["play.run_on"].isHidden()  # there is no breakpoint
    player.breakpoints.toggle("node", "y")
    assert not timeline.buttons["play.run_on"].isHidden()
    timeline.transport.setFixedWidth(300)
    qtbot.wait(1)
    assert timeline.buttons["play.run_back"].isHidden()
    assert all(not timeline.buttons[each].isHidden() for each in ("play.toggle", "play.step"))
    row, speed = timeline.transport, timeline.speed
    assert speed.mapTo(row, speed.rect().topRight()).x() < row.width()
    timeline.transport.setFixedWidth(700)
    qtbot.wait(1)
    assert not timeline.buttons["play.run_back"].isHidden()


def test_in_a_repeat_each_action_has_a_strip_in_its_hue(
    timeline: TimelinePanel, session: Session, settle: Callable[[], None]
) -> None:
    document = session.document
    body = document.actions
    loop = Repeat("r", name="i", values=Expression("3"), body=body)
    session.do(action_edits.set_actions(document, (loop,)), "repeat")
    settle()
    line = timeline.line
    image = line.grab().toImage()
    row = [image.pixelColor(x, 15 + 34 - 10) for x in range(image.width())]
    ratio = image.devicePixelRatio()
    colours = {row[round(line.x_at(step + 0.5) * ratio)].name() for step in range(6)}
    assert len(colours) == 2  # forward and backward
    assert timeline.position.text().endswith("i 3 / 3")


def test_matrices_in_a_long_caption_are_told_in_brief(
    timeline: TimelinePanel, session: Session, player: Player, settle: Settle
) -> None:
    player.seek(5)
    assert "gradient [1, 1] comes in" in timeline.caption.text()
    session.do(building.change(session.document, "x", value="arange(16.).reshape(4, 4)"), "x")
    settle()
    player.seek(5)
    told = timeline.caption.text()
    assert told == told.replace("\n", "")
    assert "4×4 [[1, …]] comes in, 4×4 [[0, …]] → x" in told
