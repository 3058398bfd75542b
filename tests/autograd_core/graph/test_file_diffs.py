"""A small edit is a small difference between files, line by line."""

from __future__ import annotations

import difflib

import pytest

from autograd_core.graph import building, edits, files
from autograd_core.graph.document import Document
from autograd_core.graph.edits import Edit
from tests.autograd_core.graph.graphs import no_grad_branch, sum_of_squares


def lines_of(document: Document) -> list[str]:
    return files.encode(document).decode().splitlines()


def difference(document: Document, made: list[Edit]) -> tuple[int, int]:
    """How many lines go and come."""
    before = lines_of(document)
    edits.apply(document, made)
    found = list(difflib.unified_diff(before, lines_of(document), n=0, lineterm=""))[2:]
    return sum(line[0] == "-" for line in found), sum(line[0] == "+" for line in found)


def placed() -> Document:
    document = sum_of_squares()
    places = {name: (at * 100.0, 50.0) for at, name in enumerate(document.order, 1)}
    edits.apply(document, building.move(document, places))
    return document


@pytest.mark.parametrize("node", ["x", "y", "s"])
def test_moving_a_card_changes_its_two_lines(node: str) -> None:
    document = placed()
    assert difference(document, building.move(document, {node: (7.0, 9.0)})) == (2, 2)


def test_a_value_is_one_line() -> None:
    document = placed()
    assert difference(document, building.change(document, "x", value="ones(3)")) == (1, 1)


def test_adding_only_adds_lines() -> None:
    document = placed()
    _, made = building.add_op(document, "exp", x=1.0, y=2.0)
    gone, come = difference(document, made)
    assert (gone, come) == (0, 7)
    name = document.order[-1]
    gone, come = difference(document, building.connect(document, "s", name, "a"))
    assert gone == 0
    assert come <= 6


def test_removing_only_removes_lines() -> None:
    document = no_grad_branch()
    gone, come = difference(document, building.remove(document, ["b"]))
    assert come == 0
    assert gone <= 18


def test_the_order_in_tables_leaves_no_trace() -> None:
    document = no_grad_branch()
    wires = list(document.wires.values())
    shuffled = Document(
        document.nodes.values(), wires[::-1], document.frames.values(), document.actions
    )
    assert lines_of(shuffled) == lines_of(document)


