"""Moving actions about in a list with blocks."""

from __future__ import annotations

from autograd_core.graph import action_edits
from autograd_core.graph.action_blocks import (
    Place,
    enclosing,
    part_of,
    place_of,
    put,
    relocated,
    shifted,
    unwrapped,
    wrapped,
)
from autograd_core.graph.actions import Action, Forward, Repeat, Try, When, parts
from autograd_core.graph.document import Document, LeafData

Actions = tuple[Action, ...]


def block(name: str, *body: Action) -> Repeat:
    return Repeat(name, body=body)


def lines(actions: Actions) -> str:
    """`a r(b c) d`"""
    return " ".join(f"{a.id}({lines(a.body)})" if isinstance(a, Repeat) else a.id for a in actions)


A, B, C, D = (Forward(name) for name in "abcd")
PROGRAM: Actions = (A, block("r", B, block("q", C)), D)


def test_an_action_moves_as_a_line_of_code_does() -> None:
    program: Actions = (A, block("r", B, C), D)
    down = ["r(a b c) d", "r(b a c) d", "r(b c a) d", "r(b c) a d", "r(b c) d a", "r(b c) d a"]
    for wanted in down:
        program = shifted(program, "a", 1)
        assert lines(program) == wanted
    up = ["r(b c) a d", "r(b c a) d", "r(b a c) d", "r(a b c) d", "a r(b c) d", "a r(b c) d"]
    for wanted in up:
        program = shifted(program, "a", -1)
        assert lines(program) == wanted


def test_a_block_steps_over_a_block() -> None:
    program: Actions = (block("r", A), block("q", B))
    assert lines(shifted(program, "r", 1)) == "q(b) r(a)"
    assert lines(shifted(program, "q", -1)) == "q(b) r(a)"
    assert shifted(program, "gone", 1) == program


def test_several_move_together_in_their_order_and_none_into_itself() -> None:
    assert lines(relocated(PROGRAM, {"d", "b"}, Place("q"))) == "a r(q(c b d))"
    assert lines(relocated(PROGRAM, {"a", "c"}, Place(None, "a"))) == "a c r(b q()) d"
    assert lines(relocated(PROGRAM, {"r", "c"}, Place())) == "a d r(b q(c))"
    assert relocated(PROGRAM, {"r"}, Place("q")) == PROGRAM
    assert relocated(PROGRAM, {"r"}, Place("r")) == PROGRAM


def test_wrapping_gathers_where_the_first_stood_and_unwrapping_gives_it_back() -> None:
    made = wrapped(PROGRAM, {"b", "d"}, Repeat("n"))
    assert lines(made) == "a r(n(b d) q(c))"
    assert lines(unwrapped(made, "n")) == "a r(b d q(c))"
    assert lines(wrapped((A, B), {"a", "b"}, Repeat("n"))) == "n(a b)"
    assert lines(wrapped((A,), (), Repeat("n"))) == "a n()"


def test_what_is_round_an_action_and_what_follows_it() -> None:
    assert [repeat.id for repeat in enclosing(PROGRAM, "c")] == ["r", "q"]
    assert enclosing(PROGRAM, "a") == ()
    assert place_of(PROGRAM, "b") == Place("r", "q")
    assert place_of(PROGRAM, "c") == Place("q", None)
    assert lines(put(PROGRAM, place_of(PROGRAM, "a"), (Forward("n"),))) == "a n r(b q(c)) d"


def test_names_go_on_to_mean_what_they_meant() -> None:
    document = Document([LeafData("n1", label="x"), LeafData("n2", label="x")])
    assert action_edits.expression(document, "x + 1").names == {"x": "n2"}
    assert action_edits.expression(document, "2 * x", {"x": "n1"}).names == {"x": "n1"}
    assert action_edits.expression(document, "x", {"x": "gone"}).names == {"x": "n2"}
    assert action_edits.expression(document, "x", hidden={"x"}).names == {}


def parted(actions: Actions) -> str:
    """`w(a / b)`: the parts of a block one after another."""
    found = []
    for action in actions:
        within = " / ".join(map(parted, parts(action).values()))
        found.append(f"{action.id}({within})" if isinstance(action, When | Try) else action.id)
    return " ".join(found)


def test_a_line_moves_through_the_parts_of_a_block() -> None:
    program: Actions = (A, When("w", body=(B,), otherwise=(C,)), D)
    down = ["w(a b / c) d", "w(b a / c) d", "w(b / a c) d", "w(b / c a) d", "w(b / c) a d"]
    for wanted in down:
        program = shifted(program, "a", 1)
        assert parted(program) == wanted
    for wanted in (*down[-2::-1], "a w(b / c) d"):
        program = shifted(program, "a", -1)
        assert parted(program) == wanted


def test_blocks_of_several_parts_are_wrapped_and_taken_away() -> None:
    made = wrapped((A, B, C), {"b"}, Try("t", handler=(D,)))
    assert parted(made) == "a t(b / d) c"
    inner = put(made, Place("t", "d", "handler"), (When("w"),))
    assert parted(inner) == "a t(b / w( / ) d) c"
    assert parted(relocated(inner, {"a", "b"}, Place("w", None, "otherwise"))) == (
        "t( / w( / a b) d) c"
    )
    assert parted(unwrapped(inner, "t")) == "a b w( / ) d c"
    assert [part_of(b, "d") for b in enclosing(inner, "d")] == ["handler"]
