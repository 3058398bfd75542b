"""The autograd graph over the cards: tags, arrows, locks, planes, the columns of composites."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.canvas.autograd.layer import AutogradLayer
from app.canvas.autograd.tags import Placed, inner_tags
from app.canvas.canvas import Canvas
from app.canvas.overlay import flow_ends
from app.playback.functions import Inner
from app.session import Session
from autograd_core.graph.actions import Action, Backward, Forward, ReadGrad
from autograd_core.graph.document import Document, LeafData, OpData, TapData, WireData
from autograd_core.graph.edits import apply
from autograd_core.graph.folding import fold
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run
from tests.app.canvas.scenes import Opener, document, leaf, op


def show(opener: Opener, session: Session, found: Document, on: bool = True) -> Canvas:
    """A canvas on the document after its run, the graph shown or not."""
    canvas = opener(found)
    run = Run(found.snapshot(), limits=Limits(functions=on))
    for _ in run.execute():
        pass
    session.log = run.log
    session.ran.emit()
    canvas.player.last()
    if on:
        canvas.autograd.set_on(True)
    return canvas


def show_again(canvas: Canvas, session: Session) -> None:
    """The same after a run that tells of Nodes."""
    run = Run(session.document.snapshot(), limits=Limits(functions=True))
    for _ in run.execute():
        pass
    session.log = run.log
    session.ran.emit()
    canvas.player.last()


def square(*actions: Action) -> Document:
    found = document(
        leaf("x", 0, 0, value="[1., 2.]", requires_grad=True),
        op("y", "mul", 300, 0),
        op("s", "sum", 600, 0),
        wires=("x>y.a", "x>y.b", "y>s.a"),
    )
    found.actions = (Forward("a1"), *actions)
    return found


def entropy() -> Document:
    found = document(
        leaf("x", 0, 0, value="[[1., 2., 3.]]", requires_grad=True),
        leaf("t", 0, 260, value="[1]", dtype="int64"),
        op("l", "cross_entropy", 300, 0),
        wires=("x>l.a", "t>l.target"),
    )
    found.actions = (Forward("a1"), Backward("a2", "l"))
    return found


def cube(*actions: Action) -> Document:
    return Document(
        [
            LeafData("x", label="x", value="3.", requires_grad=True),
            OpData("y", "pow", label="y", params={"exponent": "3"}, x=300),
            TapData("g", label="g", x=600),
        ],
        [WireData("w1", "x", "y", "a")],
        actions=(
            Forward("f"),
            Backward("b", "y", create_graph=True),
            ReadGrad("r", "x", into=("g",)),
            *actions,
        ),
    )


def placed(layer: AutogradLayer, card: str) -> list[Placed]:
    return layer._placed(card)


def rows(layer: AutogradLayer, card: str) -> Sequence[tuple[str, str]]:
    return [(row.text, row.kind) for tag in layer.column(card) for row in tag.rows]


def test_each_card_has_its_nodes_below_it(open_canvas: Opener, session: Session) -> None:
    canvas = show(open_canvas, session, square())
    titles = {card: [tag.title for tag in canvas.autograd.column(card)] for card in "xys"}
    assert titles == {"x": ["AccumulateGrad"], "y": ["MulBackward0"], "s": ["SumBackward0"]}
    (tag,) = placed(canvas.autograd, "y")
    card = canvas.places.card_box("y")
    assert card.bottom < tag.box.top < card.bottom + 30
    canvas.places.move(canvas.places.slots_of(["y"]), canvas.places.pos[:1] + 50.0)
    assert placed(canvas.autograd, "y")[0].box != tag.box


def test_saved_tensors_are_locked_until_a_backward_frees_them(
    open_canvas: Opener, session: Session
) -> None:
    canvas = show(open_canvas, session, square(Backward("a2", "s")))
    assert rows(canvas.autograd, "y") == [("other = x v0", "freed"), ("self = x v0", "freed")]
    canvas.player.seek(3)
    assert rows(canvas.autograd, "y") == [("other = x v0", "held"), ("self = x v0", "held")]


def test_a_saved_tensor_that_was_written_since_says_so(
    open_canvas: Opener, session: Session
) -> None:
    found = document(
        leaf("x", 0, 0, value="[1., 2.]", requires_grad=True),
        op("a", "exp", 300, 0),
        op("b", "mul_", 600, 0),
        wires=("x>a.a", "a>b.a", "a>b.b"),
    )
    found.actions = (Forward("a1"),)
    canvas = show(open_canvas, session, found)
    assert rows(canvas.autograd, "a") == [("result = a v0 ≠ v1", "modified")]
    box = placed(canvas.autograd, "a")[0].box
    tip = canvas.autograd.tip_at(*box.middle())
    assert "_saved_result" in tip
    assert "it is at version 1 now, and backward will refuse it" in tip
    canvas.player.seek(2)
    assert rows(canvas.autograd, "a") == [("result = a v0", "held")]


def test_a_tip_has_the_next_functions(open_canvas: Opener, session: Session) -> None:
    canvas = show(open_canvas, session, square())
    box = placed(canvas.autograd, "s")[0].box
    tip = canvas.autograd.tip_at(*box.middle())
    assert "(&lt;MulBackward0 y&gt;, 0)" in tip
    assert canvas.autograd.tip_at(box.left - 30, box.top) == ""


def test_gradients_travel_along_the_arrows(open_canvas: Opener, session: Session) -> None:
    canvas = show(open_canvas, session, square(Backward("a2", "s")))
    canvas.player.seek(5)
    step = canvas.player.step
    assert step is not None
    assert step.function == "MulBackward0"
    ways = [flow_ends(flow, canvas.scene) for flow in step.flows]
    source, target = (placed(canvas.autograd, card)[0].box for card in "yx")
    for way in ways:
        assert way is not None
        assert way[0, 0] == target.right
        assert way[-1, 2] == source.left
    assert len({float(way[0, 1]) for way in ways if way is not None}) == 2, "side by side"
    canvas.autograd.set_on(False)
    wire = flow_ends(step.flows[0], canvas.scene)
    assert wire is not None
    assert wire[0, 0] == canvas.places.card_box("x").right


def test_a_composite_shows_which_of_its_nodes_is_at_work(
    open_canvas: Opener, session: Session
) -> None:
    canvas = show(open_canvas, session, entropy(), on=False)
    assert not canvas.autograd.column("l"), "nothing at rest"
    canvas.player.seek(4)
    first, second = canvas.autograd.column("l")
    assert (first.title, first.light) == ("NllLossBackward0", "now")
    assert (second.title, second.light) == ("LogSoftmaxBackward0", "later")
    assert [row.text for tag in (first, second) for row in tag.rows] == ["1", "…"]
    step = canvas.player.step
    assert step is not None
    way = flow_ends(step.flows[0], canvas.scene)
    assert way is not None
    assert way.shape[1] == 2, "a bracket from one to the other"
    canvas.player.seek(5)
    assert [tag.light for tag in canvas.autograd.column("l")] == ["", "now"]
    assert not canvas.autograd.column("x")


def test_the_graph_of_a_gradient_is_a_plane_of_its_own(
    open_canvas: Opener, session: Session
) -> None:
    canvas = show(open_canvas, session, cube())
    (plane,) = canvas.autograd.planes
    assert plane.title == "graph of the gradient, backward #1"
    lowest = canvas.places.bounds()
    assert lowest is not None
    assert plane.box.top > lowest.bottom
    order = [tag.title for tag, _ in sorted(plane.tags, key=lambda each: -each.box.left)]
    assert order == [
        "CopyBackwards",
        "MulBackward0",
        "MulBackward1",
        "PowBackward0",
        "AccumulateGrad",
    ]
    (last,) = (tag for tag, _ in plane.tags if tag.title == "CopyBackwards")
    assert last.label == "x.grad, g"
    canvas.player.seek(2)
    assert not canvas.autograd.planes


def test_a_second_backward_runs_through_the_plane(open_canvas: Opener, session: Session) -> None:
    canvas = show(open_canvas, session, cube(Backward("b2", "g")))
    steps = session.log.steps
    places = [i for i, step in enumerate(steps) if step.call == 2 and step.flows]
    assert len(places) == 4
    for place in places:
        canvas.player.seek(place + 1)
        (plane,) = canvas.autograd.planes
        (flow,) = steps[place].flows
        way = flow_ends(flow, canvas.scene)
        assert way is not None
        for x, y in (way[0, :2], way[-1, 2:]):
            assert plane.box.left < x < plane.box.right
            assert plane.box.top < y < plane.box.bottom


def test_fitting_all_shows_the_planes(open_canvas: Opener, session: Session) -> None:
    canvas = show(open_canvas, session, cube())
    canvas.fit_all()
    (plane,) = canvas.autograd.planes
    assert QRect(canvas.area()).contains(canvas.view.rect(plane.box).toRect())


def test_where_all_was_in_sight_all_stays_in_sight(
    open_canvas: Opener, session: Session
) -> None:
    canvas = show(open_canvas, session, cube(), on=False)
    canvas.fit_all()
    canvas.autograd.set_on(True)
    assert not canvas.autograd.planes, "only another run tells of Nodes"
    show_again(canvas, session)
    (plane,) = canvas.autograd.planes
    assert QRect(canvas.area()).contains(canvas.view.rect(plane.box).toRect())
    canvas.autograd.set_on(False)
    canvas.zoom_to(1.0)
    canvas.keep_fitted = False
    canvas.autograd.set_on(True)
    assert canvas.view.zoom == 1.0, "who looked at a part goes on looking at it"


def test_from_afar_it_says_how_it_can_be_seen(open_canvas: Opener, session: Session) -> None:
    canvas = show(open_canvas, session, square(), on=False)
    said: list[str] = []
    session.said.connect(said.append)
    canvas.zoom_to(0.2)
    canvas.autograd.set_on(True)
    assert said == ["Zoom in to see the Nodes below the cards."]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_painted(
    open_canvas: Opener, session: Session, qtbot: QtBot, scheme: str
) -> None:
    from app import theme

    theme.override("light" if scheme == "light" else "dark")
    canvas = show(open_canvas, session, cube(Backward("b2", "g")))
    canvas.fit_all()
    shown = canvas.grab().toImage()
    canvas.autograd.set_on(False)
    assert canvas.grab().toImage() != shown
    theme.override(None)


def test_only_what_is_in_sight_is_collected(open_canvas: Opener, session: Session) -> None:
    nodes = [leaf("x", 0, 0, requires_grad=True)]
    wires = []
    for at in range(1, 400):
        nodes.append(op(f"n{at}", "exp", 300.0 * at, 0))  # type: ignore[arg-type]
        wires.append(f"{'x' if at == 1 else f'n{at - 1}'}>n{at}.a")
    found = document(*nodes, wires=tuple(wires))
    found.actions = (Forward("a1"),)
    canvas = show(open_canvas, session, found)
    canvas.autograd.forget()
    canvas.grab()
    assert 0 < len(canvas.autograd._columns) < 12


def test_a_subgraph_has_one_tag_for_all_that_is_in_it(
    open_canvas: Opener, session: Session
) -> None:
    found = square(Backward("a2", "s"))
    group, edits = fold(found, ["y"], "layer")
    apply(found, edits)
    canvas = show(open_canvas, session, found)
    (tag,) = canvas.autograd.column(group)
    assert tag.title == "Nodes inside: 1"
    assert [edge.name for edge in tag.edges if edge is not None] == ["AccumulateGrad"]
    (total,) = placed(canvas.autograd, "s")
    (edge,) = total.tag.edges
    assert edge is not None
    reached = canvas.autograd.find(edge.target, edge.card or "")
    assert reached is not None
    assert reached.tag == tag
    session.enter(f"{group}/")
    inside = next(card for card in session.document.nodes if card.endswith("/y"))
    assert [tag.title for tag in canvas.autograd.column(inside)] == ["MulBackward0"]


def test_arranging_makes_room_for_the_tags(
    open_canvas: Opener, session: Session, qtbot: QtBot
) -> None:
    found = document(
        leaf("x", 0, 0, requires_grad=True),
        leaf("w", 0, 130, requires_grad=True),
        op("y", "mul", 300, 0),
        wires=("x>y.a", "w>y.b"),
    )
    found.actions = (Forward("a1"),)
    said: list[str] = []
    session.said.connect(said.append)
    canvas = show(open_canvas, session, found)
    assert said == ["Arranging all (Ctrl+L) makes room for the tags below the cards."]
    (tag,) = placed(canvas.autograd, "x")
    assert tag.box.touches(canvas.places.card_box("w"))
    canvas.arranger.arrange()
    canvas.motion.finish()
    for card in "xwy":
        for _, box in placed(canvas.autograd, card):
            assert not len(canvas.places.cards_in(box))


def test_it_is_read_out(open_canvas: Opener, session: Session) -> None:
    canvas = show(open_canvas, session, square())
    interface = QAccessible.queryAccessibleInterface(canvas)
    assert interface is not None
    said = interface.child(1).text(QAccessible.Text.Description)
    assert "MulBackward0, other = x v0: held for backward" in said
    assert "(<AccumulateGrad x>, 0)" in said


def test_of_many_inner_nodes_those_round_the_one_at_work_are_shown() -> None:
    inner = [Inner(30 - at, f"N{at}", at, None) for at in range(30)]
    titles = [tag.title for tag in inner_tags("c", inner, 16)]
    assert titles == ["… 11", *(f"N{at}" for at in range(11, 20)), "… 10"]
    assert [tag.title for tag in inner_tags("c", inner, 1)][-2:] == ["N8", "… 21"]
    assert [tag.light for tag in inner_tags("c", inner, 30)][-1] == "now"
