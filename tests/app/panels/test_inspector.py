"""The inspector: edits while typing, wrong texts kept, facts at the cursor."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.inspector import InspectorPanel
from app.playback.player import Player
from app.session import Session
from app.widgets.fields import CheckedEdit
from app.widgets.problem_box import ProblemBox
from autograd_core.graph import building
from autograd_core.graph.actions import Assign, Backward, Expression, Forward
from autograd_core.graph.document import FrameData, LeafData, NoteData, OpData
from autograd_core.graph.edits import Edit, Put, SetActions
from autograd_core.graph.steps import port_ref

Settle = Callable[[], None]


@pytest.fixture
def inspector(qtbot: QtBot, session: Session, player: Player) -> InspectorPanel:
    panel = InspectorPanel(session, player)
    qtbot.addWidget(panel)
    panel.resize(320, 700)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def leaf(session: Session) -> LeafData:
    data = session.document.nodes["x"]
    assert isinstance(data, LeafData)
    return data


def shown(panel: QWidget, name: str) -> str:
    for widget in (panel.findChild(QLabel, name), panel.findChild(QPlainTextEdit, name)):
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        if isinstance(widget, QLabel):
            return widget.text()
    raise AssertionError(name)


def retype(qtbot: QtBot, edit: CheckedEdit, text: str) -> None:
    edit.edit.selectAll()
    qtbot.keyClicks(edit.edit, text)


def test_typing_a_value_runs_live_and_is_one_step_of_undo(
    qtbot: QtBot, inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    session.select(["x"])
    before = session.undo_stack.count()
    retype(qtbot, inspector.leaf_page.value, "[3., 4.]")
    assert leaf(session).value == "[3., 4.]"
    assert session.undo_stack.count() == before + 1
    settle()
    assert shown(inspector.leaf_page, "factGrad") == "tensor([6., 8.])"
    session.undo_stack.undo()
    assert leaf(session).value == "ones(2)"
    assert inspector.leaf_page.value.text() == "ones(2)"


def test_a_wrong_value_is_said_in_place_and_nothing_is_lost(
    qtbot: QtBot, inspector: InspectorPanel, session: Session
) -> None:
    session.select(["x"])
    value = inspector.leaf_page.value
    retype(qtbot, value, "ones(2")
    assert value.is_wrong
    assert value.message.isVisible()
    assert leaf(session).value != "ones(2"
    session.select(["y"])
    session.select(["x"])
    assert value.text() == "ones(2"
    assert value.is_wrong
    qtbot.keyClicks(value.edit, ")")
    assert not value.is_wrong
    assert leaf(session).value == "ones(2)"


def test_requires_grad_and_dtype_are_edits(
    qtbot: QtBot, inspector: InspectorPanel, session: Session
) -> None:
    session.select(["x"])
    box = inspector.findChild(QCheckBox, "leafRequiresGrad")
    assert box is not None
    assert box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert not leaf(session).requires_grad
    inspector.leaf_page.dtype.setCurrentIndex(inspector.leaf_page.dtype.findData("float64"))
    inspector.leaf_page.dtype.activated.emit(0)
    assert leaf(session).dtype == "float64"
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert box.isChecked()
    assert inspector.leaf_page.dtype.currentData() == "float32"


def test_facts_are_those_at_the_cursor(
    inspector: InspectorPanel, session: Session, player: Player
) -> None:
    session.select(["x"])
    page = inspector.leaf_page
    assert shown(page, "factValue") == "tensor([1., 1.], requires_grad=True)"
    assert shown(page, "fact_is_leaf") == "True"
    assert shown(page, "fact_grad_fn") == "None"
    assert shown(page, "factGrad") == "tensor([2., 2.])"
    player.step_back()
    assert shown(page, "factGrad") == "None"
    player.first()
    assert shown(page, "factValue") == "—"
    session.select(["s"])
    player.last()
    assert shown(inspector.operation_page, "factValue") == "tensor(2., grad_fn=<SumBackward0>)"


def test_numbers_that_the_log_let_go_are_asked_for_again(
    qtbot: QtBot, inspector: InspectorPanel, session: Session, player: Player
) -> None:
    value, grad = (player.field(port_ref("x"), name) for name in ("value", "grad"))
    for each in (value, grad):
        each.drop()
    session.select(["x"])
    page = inspector.leaf_page
    assert shown(page, "factGrad") == "[2, 2]"  # in short, until it is there
    assert "again" in shown(page, "factStatus")
    qtbot.waitUntil(lambda: shown(page, "factGrad") == "tensor([2., 2.])", timeout=5000)
    qtbot.waitUntil(lambda: shown(page, "factValue").startswith("tensor([1., 1.]"), timeout=5000)
    assert not page.facts.status.isVisible()


def test_what_cannot_be_had_again_is_asked_for_once(
    qtbot: QtBot, inspector: InspectorPanel, session: Session, player: Player,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(session, "recall", lambda *wanted: asked.append(wanted))
    player.field(port_ref("x"), "grad").drop()
    session.select(["x"])
    qtbot.waitUntil(lambda: bool(asked), timeout=5000)
    session.recalled.emit()
    qtbot.wait(200)
    assert asked == [(6, port_ref("x"), "grad")]
    assert "summary" in shown(inspector.leaf_page, "factStatus")


def test_parameters_and_numbers_for_free_ports_are_edited(
    qtbot: QtBot, inspector: InspectorPanel, session: Session, settle: Settle
) -> None:
    session.select(["s"])
    page = inspector.operation_page
    assert shown(page, "opCode") == "s = y.sum()"
    dim = page.editors["dim"]
    assert isinstance(dim, CheckedEdit)
    retype(qtbot, dim, "0")
    node = session.document.nodes["s"]
    assert isinstance(node, OpData)
    assert node.params == {"dim": "0"}
    retype(qtbot, dim, "[1.5]")
    assert dim.is_wrong
    session.select(["y"])
    assert "b" not in page.editors
    session.do(building.remove(session.document, ["w2"]), "cut")
    edit = page.editors["b"]
    assert isinstance(edit, CheckedEdit)
    retype(qtbot, edit, "3")
    settle()
    assert shown(page, "factValue") == "tensor([3., 3.], grad_fn=<MulBackward0>)"


def test_an_operation_in_the_place_of_one_that_was_undone_has_its_own_parameters(
    inspector: InspectorPanel, session: Session
) -> None:
    for op, params in (("dropout", {"p", "training"}), ("softmax", {"dim", "dtype"})):
        node, edits = building.add_op(session.document, op)
        session.do(edits, "add")
        session.select({node})
        assert params >= inspector.operation_page.editors.keys() != set()
        session.undo_stack.undo()


def test_a_second_backward_is_explained_and_mended_by_a_button(
    qtbot: QtBot, inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    session.append_action(Backward("a3", "s"), "backward")
    settle()
    session.select(["y"])
    player.last()
    page = inspector.operation_page
    button = page.findChild(QPushButton, "fix_forward_again")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert [type(a) for a in session.document.actions] == [Forward, Backward, Forward, Backward]
    player.last()
    session.select(["x"])
    assert shown(inspector.leaf_page, "factGrad") == "tensor([4., 4.])"


def test_nothing_and_many_are_told_apart(inspector: InspectorPanel, session: Session) -> None:
    assert inspector.page is None
    assert inspector.text_page.title.text() == "Nothing is selected"
    session.select(["x", "y", "w1"])
    assert inspector.page is None
    page = inspector.several_page
    assert page.title.text() == "Nodes: 2, Wires: 1"
    assert page.kinds.text() == "1 × leaf\n1 × mul"
    assert page.editors == {}
    assert "nothing in common" in page.hint.text()
    edits: list[Edit] = [Put(None, FrameData("f1", title="")), Put(None, NoteData("n90"))]
    session.do(edits, "add")
    session.select(["x", "y", "f1", "n90"])
    assert page.title.text() == "Nodes: 2, Frames: 1, Notes: 1"


def test_leaves_are_edited_together_as_one_step_of_undo(
    qtbot: QtBot, inspector: InspectorPanel, session: Session
) -> None:
    document = session.document
    _, edits = building.add_leaf(document, "[5.]", label="w", dtype="float64")
    session.do(edits, "add")
    (w,) = set(document.nodes) - {"x", "y", "s"}
    session.select(["x", w])
    page = inspector.several_page
    value, tracked = page.editors["value"], page.editors["requires_grad"]
    assert isinstance(value, CheckedEdit)
    assert isinstance(tracked, QCheckBox)
    assert value.text() == ""
    assert value.edit.placeholderText() == "different"
    assert value.toolTip() == "x: ones(2)\nw: [5.]"
    assert tracked.checkState() == Qt.CheckState.PartiallyChecked
    before = session.undo_stack.count()
    qtbot.keyClicks(value.edit, "zeros(3)")
    assert [leaf_of(session, node).value for node in ("x", w)] == ["zeros(3)", "zeros(3)"]
    assert session.undo_stack.count() == before + 1
    qtbot.mouseClick(tracked, Qt.MouseButton.LeftButton, pos=QPoint(8, tracked.height() // 2))
    assert leaf_of(session, w).requires_grad
    assert tracked.checkState() == Qt.CheckState.Checked
    qtbot.mouseClick(tracked, Qt.MouseButton.LeftButton, pos=QPoint(8, tracked.height() // 2))
    assert not leaf_of(session, "x").requires_grad
    for _ in range(3):
        session.undo_stack.undo()
    assert [leaf_of(session, node).value for node in ("x", w)] == ["ones(2)", "[5.]"]
    assert tracked.checkState() == Qt.CheckState.PartiallyChecked


def test_a_choice_for_several_says_that_they_differ(
    inspector: InspectorPanel, session: Session
) -> None:
    _, edits = building.add_leaf(session.document, "[5.]", label="w", dtype="float64")
    session.do(edits, "add")
    (w,) = set(session.document.nodes) - {"x", "y", "s"}
    session.select(["x", w])
    box = inspector.several_page.editors["dtype"]
    assert isinstance(box, QComboBox)
    assert box.currentText() == "different"
    box.setCurrentIndex(box.findData("float16"))
    box.activated.emit(box.currentIndex())
    assert {leaf_of(session, node).dtype for node in ("x", w)} == {"float16"}
    assert box.findText("different") < 0


def test_operations_share_the_parameters_that_all_have(
    qtbot: QtBot, inspector: InspectorPanel, session: Session
) -> None:
    document = session.document
    mean, edits = building.add_op(document, "mean", params={"dim": "1"})
    session.do(edits, "add")
    session.select(["s", mean])
    page = inspector.several_page
    dim = page.editors["dim"]
    assert isinstance(dim, CheckedEdit)
    assert dim.edit.placeholderText() == "different"
    qtbot.keyClicks(dim.edit, "x")
    assert dim.is_wrong
    retype(qtbot, dim, "0")
    assert [params_of(session, node) for node in ("s", mean)] == [{"dim": "0"}, {"dim": "0"}]
    dim.edit.selectAll()
    qtbot.keyClick(dim.edit, Qt.Key.Key_Delete)
    assert params_of(session, mean) == {}
    assert dim.edit.placeholderText() == "None"


def test_operations_share_the_numbers_at_their_free_ports(
    qtbot: QtBot, inspector: InspectorPanel, session: Session
) -> None:
    document = session.document
    product, edits = building.add_op(document, "mul", params={"b": "2"})
    session.do(edits, "add")
    sum_, edits = building.add_op(document, "add")
    session.do(edits, "add")
    session.select([product, sum_])
    page = inspector.several_page
    assert list(page.editors) == ["b"]
    edit = page.editors["b"]
    assert isinstance(edit, CheckedEdit)
    assert edit.edit.placeholderText() == "different"
    qtbot.keyClicks(edit.edit, "x")
    assert edit.is_wrong
    retype(qtbot, edit, "3")
    assert [params_of(session, node) for node in (product, sum_)] == [{"b": "3"}, {"b": "3"}]
    edit.edit.selectAll()
    qtbot.keyClick(edit.edit, Qt.Key.Key_Delete)
    assert params_of(session, sum_) == {}
    assert edit.edit.placeholderText() == "a wire, or a number"
    session.do(building.connect(document, "x", sum_, "b"), "connect")
    assert page.editors == {}


def leaf_of(session: Session, node: str) -> LeafData:
    data = session.document.nodes[node]
    assert isinstance(data, LeafData)
    return data


def params_of(session: Session, node: str) -> dict[str, str]:
    data = session.document.nodes[node]
    assert isinstance(data, OpData)
    return data.params


def test_undo_keys_in_a_line_are_the_documents(
    qtbot: QtBot, inspector: InspectorPanel, session: Session
) -> None:
    session.select(["x"])
    edit = inspector.leaf_page.value.edit
    edit.setFocus()
    assert _override(qtbot, edit) is False
    retype(qtbot, inspector.leaf_page.value, "ones(")
    assert _override(qtbot, edit) is True


def _override(qtbot: QtBot, widget: QWidget) -> bool:
    """Whether the widget keeps Ctrl+Z from being a shortcut."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    event.ignore()
    QCoreApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_a_name_is_an_identifier_or_nothing(
    qtbot: QtBot, inspector: InspectorPanel, session: Session
) -> None:
    session.select(["x"])
    label = inspector.leaf_page.label
    for wrong in ("1 = import", "import", "a b", "2x"):
        retype(qtbot, label, "k")
        retype(qtbot, label, wrong)
        assert label.is_wrong, wrong
        assert wrong not in leaf(session).label
        assert label.message.isVisible()
    label.edit.setText("变量")
    label.edit.textEdited.emit("变量")
    assert leaf(session).label == "变量"
    label.edit.selectAll()
    qtbot.keyClick(label.edit, Qt.Key.Key_Delete)
    assert not label.is_wrong
    assert leaf(session).label == ""


def test_fields_stay_in_place_whatever_goes_wrong(
    qtbot: QtBot, inspector: InspectorPanel, session: Session, settle: Settle
) -> None:
    session.select(["x"])
    page = inspector.leaf_page
    fields = (page.label, page.value, page.dtype, page.tracked)

    def places() -> list[tuple[int, int]]:
        qtbot.wait(20)
        return [(field.y(), field.height()) for field in fields]

    before = places()
    gaps = [b[0] - (a[0] + a[1]) for a, b in pairwise(before)]
    assert max(gaps) <= 12
    retype(qtbot, page.value, "ones(2")
    retype(qtbot, page.label, "1 = import")
    assert page.value.message.isVisible()
    assert places() == before
    retype(qtbot, page.value, "rand(2)")
    settle()
    assert places() == before
    session.select(["s"])
    editors = inspector.operation_page.editors
    held = [editor.y() for editor in editors.values()]
    session.append_action(Backward("a3", "s"), "backward")
    settle()
    assert [editor.y() for editor in editors.values()] == held


def test_a_long_value_breaks_after_a_comma_without_a_bar(
    qtbot: QtBot, inspector: InspectorPanel, session: Session
) -> None:
    session.select(["x"])
    inspector.resize(200, 700)
    qtbot.wait(20)
    value = inspector.leaf_page.facts.findChild(QPlainTextEdit, "factValue")
    assert value is not None
    assert value.toPlainText() == "tensor([1., 1.], requires_grad=True)"
    assert not value.horizontalScrollBar().isVisible()
    assert value.verticalScrollBar().maximum() == 0
    narrow = value.height()
    inspector.resize(600, 700)
    qtbot.waitUntil(lambda: value.height() < narrow, timeout=1000)


def test_a_region_says_what_it_does(inspector: InspectorPanel, session: Session) -> None:
    frames = FrameData("f", title="twice"), FrameData("g", "no_grad")
    session.do([Put(None, frame) for frame in frames], "regions")
    session.select({"f"})
    assert inspector.text_page.title.text() == "twice"
    assert "only groups cards" in inspector.text_page.text.text()
    session.select({"g"})
    assert "Under no_grad" in inspector.text_page.text.text()


def test_a_note_is_not_taken_for_what_was_selected_before(
    inspector: InspectorPanel, session: Session
) -> None:
    session.do([Put(None, NoteData("n90", "text"))], "note")
    session.select(())
    session.select({"n90"})
    assert inspector.text_page.title.text() == "Note"


def test_where_there_is_no_value_a_line_says_so_and_no_heading_stands_over_nothing(
    inspector: InspectorPanel, session: Session, player: Player, settle: Settle
) -> None:
    node, edits = building.place(session.document, "exp", 0, 300)
    session.do(edits, "Add exp")
    settle()
    session.select([node])
    player.last()
    page = inspector.operation_page
    assert page.facts.status.text() == "No value at this step."
    assert not any(facts.isVisible() for facts in page.facts._ports)
    session.select(["y"])
    assert any(facts.isVisible() for facts in page.facts._ports)


def test_a_long_value_is_not_cut_off_by_its_line(
    inspector: InspectorPanel, session: Session, settle: Callable[[], None], qtbot: QtBot
) -> None:
    session.select({"x"})
    text = f"[{', '.join(['0.25'] * 10_000)}]"
    session.do(building.change(session.document, "x", value=text), "")
    settle()
    edit = inspector.leaf_page.value.edit
    assert edit.isReadOnly()
    qtbot.keyClicks(edit, "7")
    assert leaf(session).value == text
    session.undo_stack.undo()
    assert not edit.isReadOnly()
    asked: list[str] = []
    inspector.table_requested.connect(asked.append)
    inspector.leaf_page.table.click()
    assert asked == ["x"]


def test_what_thousands_share_is_looked_for_in_its_own_time(
    qtbot: QtBot, inspector: InspectorPanel, session: Session
) -> None:
    nodes = [LeafData(f"many{i}") for i in range(1200)]
    session.do([Put(None, node) for node in nodes], "many")
    page = inspector.several_page
    session.select([node.id for node in nodes])
    assert len(page.nodes) != 1200
    qtbot.waitUntil(lambda: len(page.nodes) == 1200)
    assert inspector.stack.currentIndex() == inspector.stack.count() - 1
    session.select([node.id for node in nodes])
    session.select(["x"])  # before there was time for it
    qtbot.wait(20)
    assert inspector.page is inspector.leaf_page


def test_icons_follow_the_theme(inspector: InspectorPanel, session: Session) -> None:
    session.select({"y"})
    button = inspector.operation_page.findChild(QPushButton, "addHook")
    assert button is not None
    before = button.icon().cacheKey()
    theme.override("light" if theme.current().name == "dark" else "dark")
    try:
        assert button.icon().cacheKey() != before
    finally:
        theme.override(None)
    assert button.icon().cacheKey() == before


def test_a_gradient_that_is_silently_wrong_is_told_at_both_ends(
    inspector: InspectorPanel, session: Session, player: Player, settle: Callable[[], None]
) -> None:
    before = session.document.actions
    write = Assign("a9", "x", Expression("100"), "data", "*=")
    session.do([SetActions(before, (before[0], write, *before[1:]))], "write")
    settle()
    for node in ("y", "x"):
        session.select([node])
        player.seek(len(player.log))
        settle()  # a widget that was added appears then
        (box,) = (b for b in inspector.findChildren(ProblemBox) if b.isVisibleTo(inspector))
        assert box.warned
        player.seek(1)
        assert not [b for b in inspector.findChildren(ProblemBox) if b.isVisibleTo(inspector)]


def test_a_jump_in_the_history_may_bring_another_kind_of_node(
    inspector: InspectorPanel, session: Session
) -> None:
    for new in (OpData("n90", "exp"), LeafData("n90", label="q")):
        session.do([Put(None, new)], "add")
        session.do([Put(new, None)], "remove")
    first = session.undo_stack.index() - 3
    session.go_to(first)
    session.select({"n90"})
    pages: list[object] = [inspector.page]
    session.go_to(first + 2)
    assert session.selection == {"n90"}
    pages.append(inspector.page)
    assert pages == [inspector.operation_page, inspector.leaf_page]
