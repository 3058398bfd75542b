"""Two runs side by side."""

from __future__ import annotations

from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.comparing import Moment, differences
from autograd_core.graph.document import Document, OpData, WireData

from .graphs import run, sum_of_squares


def end(document: Document) -> Moment:
    done = run(document)
    return Moment(done.document, done.log, len(done.log))


def test_an_edited_value_differs_in_all_that_follows_from_it() -> None:
    found = differences(end(sum_of_squares()), end(sum_of_squares(value="[1., 3.]")))
    assert [(each.node, each.field, each.apart) for each in found] == [
        ("x", "node", None),
        ("x", "value", 2.0),
        ("x", "grad", 4.0),
        ("y", "value", 8.0),
        ("s", "value", 8.0),
    ]
    assert not any(each.rounding for each in found)
    assert not differences(end(sum_of_squares()), end(sum_of_squares()))


def test_nodes_that_came_and_went_and_gradients_that_appeared() -> None:
    before = sum_of_squares(Forward("a1"))
    after = sum_of_squares()
    after.nodes["z"] = OpData("z", "neg")
    after.order.append("z")
    after.put_wire("w9", WireData("w9", "y", "z", "a"))
    found = {(each.node, each.field): each.kind for each in differences(end(before), end(after))}
    assert found == {("x", "grad"): "added", ("z", "node"): "added"}
    back = {(each.node, each.field): each.kind for each in differences(end(after), end(before))}
    assert back == {("x", "grad"): "removed", ("z", "node"): "removed"}


def test_rounding_is_told_apart() -> None:
    first, second = (end(sum_of_squares(value=text)) for text in ("[0.1]", "[0.10000001]"))
    close = differences(first, second)
    numbers = [each for each in close if each.field in ("value", "grad")]
    assert numbers
    assert all(each.rounding for each in numbers)


def test_a_failure_is_a_difference() -> None:
    failing = sum_of_squares(Forward("a1"), Backward("a2", root="s"))
    failing.nodes["s"] = OpData("s", "mm", "s")
    found = [e for e in differences(end(sum_of_squares()), end(failing)) if e.field == "status"]
    assert [(each.node, each.before) for each in found] == [("s", "done")]
