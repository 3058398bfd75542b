"""Names in texts follow when a node or the turn of a loop is renamed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from autograd_core.graph import building, edits, naming
from autograd_core.graph.actions import Action, Assign, Expression, Forward, Print, Repeat
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.run import Run


def powers(*actions: Action) -> Document:
    """y is x to the power of the turn i, z picks its element i."""
    return Document(
        [
            LeafData("x", "x", "[2., 3., 4.]"),
            OpData("y", "pow", "y", {"exponent": "i + 1"}),
            OpData("z", "getitem", "z", {"index": "i, None"}),
        ],
        [WireData("w1", "x", "y", "a"), WireData("w2", "y", "z", "a")],
        actions=actions,
    )


def shown(text: str) -> Print:
    return Print(f"p{len(text)}", Expression(text, {"z": "z"} if "z" in text else {}))


def loop(*body: Action, name: str = "i", id: str = "r") -> Repeat:
    return Repeat(id, Expression("2"), name, body)


def outcome(document: Document) -> tuple[str, int]:
    """What a run prints, and how much goes wrong in it."""
    run = Run(document)
    for _ in run.execute():
        pass
    return run.output, len(run.problems())


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("i * ii + xi", "k * ii + xi"),
        ("i, :, 2 * i", "k, :, 2 * k"),
        ("'i', i", "'i', k"),
        (" i\n+ i", " k\n+ k"),
        ("é * i", "é * k"),
        ("i +", "i +"),
    ],
)
def test_names_are_replaced_in_expressions_and_indices(text: str, after: str) -> None:
    assert naming.with_other(text, "i", "k") == after


def test_a_renamed_turn_is_renamed_in_the_body_and_in_nodes() -> None:
    scaled = Assign("a", "x", Expression("x*i", {"x": "x"}))
    body = (Forward("f", ("y", "z")), shown("(i, z)"), scaled)
    document = powers(Forward("f0", ("x",)), loop(*body))
    before, said = document.snapshot(), outcome(document)
    assert said == ("0 tensor([2.])\n1 tensor([0.])\n", 0)
    repeat = document.actions[1]
    assert isinstance(repeat, Repeat)
    step = naming.replace_repeat(document, naming.turn_renamed(repeat, "k"))
    edits.apply(document, step)
    assert document.actions[1] == loop(
        Forward("f", ("y", "z")),
        replace(shown("(i, z)"), expression=Expression("(k, z)", {"z": "z"})),
        replace(scaled, expression=Expression("x*k", {"x": "x"})),
        name="k",
    )
    assert document.nodes["y"] == replace(before.nodes["y"], params={"exponent": "k + 1"})
    assert document.nodes["z"] == replace(before.nodes["z"], params={"index": "k, None"})
    assert outcome(document) == said
    edits.apply(document, edits.inverse(step))
    assert document == before


def test_an_inner_loop_of_the_same_name_keeps_its_own() -> None:
    inner = loop(shown("i"), name="i", id="s")
    other = loop(shown("i"), name="j", id="t")
    renamed = naming.turn_renamed(loop(inner, other), "k")
    assert renamed.body[0] == inner
    assert renamed.body[1] == loop(
        replace(shown("i"), expression=Expression("k")), name="j", id="t"
    )


def test_a_node_keeps_the_name_where_another_loop_executes_it_too() -> None:
    document = powers(loop(Forward("f")), loop(Forward("g", ("y",)), id="s"))
    repeat = document.actions[0]
    assert isinstance(repeat, Repeat)
    edits.apply(document, naming.replace_repeat(document, naming.turn_renamed(repeat, "k")))
    assert document.nodes["y"] == powers().nodes["y"]
    assert document.nodes["z"] == replace(powers().nodes["z"], params={"index": "k, None"})


def test_names_that_a_turn_must_not_take() -> None:
    document = powers(loop(Forward("f"), loop(shown("(z, n)"), name="j", id="s")))
    repeat = document.actions[0]
    assert isinstance(repeat, Repeat)
    assert naming.names_used(document, repeat) == {"i", "j", "z", "n"}


def test_a_renamed_node_is_renamed_in_the_turns_of_a_loop() -> None:
    turns = Repeat("r", Expression("[x, 2]", {"x": "x"}), "i", (shown("i"),))
    document = powers(turns)
    edits.apply(document, building.rename(document, "x", "weight"))
    assert document.actions == (
        replace(turns, values=Expression("[weight, 2]", {"weight": "x"})),
    )


def test_a_node_does_not_take_the_name_of_a_turn_that_is_used_beside_it() -> None:
    both = Print("p", Expression("x * i", {"x": "x"}))
    assert naming.node_renamed(both, "x", "x", "i") == both
