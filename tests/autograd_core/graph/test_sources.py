"""The code that a document keeps: which edits drop it, and how it is saved."""

from __future__ import annotations

import pytest

from autograd_core.graph import building
from autograd_core.graph.actions import Backward
from autograd_core.graph.document import Document, LeafData, NoteData, OpData, WireData
from autograd_core.graph.edits import Edit, Put, SetActions, SetSource, apply, inverse, merged
from autograd_core.graph.exchange import from_networkx, to_networkx
from autograd_core.graph.files import FileProblem, decode, encode
from autograd_core.graph.replacing import changes, replacement
from autograd_core.graph.sources import without_source

TEXT = "import torch\n\nx = torch.ones(2)  # two\ny = x.exp()\n"


def document() -> Document:
    return Document(
        [LeafData("x", "x"), OpData("y", "exp", "y", x=300)],
        [WireData("w1", "x", "y", "a")],
        source=TEXT,
    )


def drops(made: Document, edits: list[Edit]) -> bool:
    found = without_source(made, edits)
    assert found[: len(edits)] == edits
    return found[len(edits) :] == [SetSource(TEXT, "")]


def test_what_code_tells_drops_it_and_what_it_does_not_tell_keeps_it() -> None:
    made = document()
    said: dict[str, list[Edit]] = {
        "a value": building.change(made, "x", value="[1., 2.]"),
        "a name": building.rename(made, "y", "z"),
        "a node less": building.remove(made, ["y"]),
        "an action": [SetActions(made.actions, (*made.actions, Backward("b", root="y")))],
        "a grad mode": building.wrap(made, ["y"], "no_grad"),
        "a state": building.change(made, "y", state="mute"),
    }
    unsaid: dict[str, list[Edit]] = {
        "a move": building.move(made, {"x": (5.0, 7.0)}),
        "a fold": building.change(made, "x", collapsed=True),
        "a note": [Put(None, NoteData("m", "look"))],
        "a region": building.wrap(made, ["x", "y"], "comment"),
    }
    assert {name: drops(made, edits) for name, edits in said.items()} == dict.fromkeys(said, True)
    found = {name: drops(made, edits) for name, edits in unsaid.items()}
    assert found == dict.fromkeys(unsaid, False)


def test_a_region_without_gradients_says_so_wherever_it_goes() -> None:
    made = document()
    apply(made, building.wrap(made, ["y"], "no_grad"))
    frame = made.nodes["y"].frame
    assert frame is not None
    assert drops(made, building.unwrap(made, frame))
    assert not drops(made, building.wrap(made, ["y"], "comment"))


def test_code_is_dropped_once_by_edits_that_become_one() -> None:
    made = document()
    first = without_source(made, building.change(made, "x", value="[1., 2.]"))
    before = made.snapshot()
    apply(made, first)
    later = without_source(made, building.change(made, "x", value="[3., 2.]"))
    apply(made, later)
    both = merged(first, later)
    assert both is not None
    assert len(both) == 2
    apply(made, inverse(both))
    assert made == before


def test_it_is_saved_where_there_is_some() -> None:
    made = document()
    raw = encode(made)
    assert decode(raw) == made
    assert b"source" not in encode(Document([LeafData("x")]))
    assert from_networkx(to_networkx(made)).source == TEXT
    broken = raw.replace(b'"source": "import', b'"source": 1, "_": "import')
    with pytest.raises(FileProblem) as caught:
        decode(broken)
    assert [each.place for each in caught.value.troubles] == ["$.source"]


def test_it_is_a_difference() -> None:
    made, other = document(), document()
    other.source = ""
    assert replacement(made, other) == [SetSource(TEXT, "")]
    assert [each.part for each in changes(made, other)] == ["code"]
    assert other.snapshot().source == ""
    assert made.snapshot().source == TEXT
