"""Regions as edits: what is in them, moving in and out, and none left that nobody can see."""

from __future__ import annotations

import random

from msgspec.structs import replace

from autograd_core.graph import building, edits, regions
from autograd_core.graph.document import Document, FrameData, LeafData
from autograd_core.graph.edits import Put


def nested() -> Document:
    """a lies in `in`, which lies in `out` with b; c lies in none."""
    return Document(
        [LeafData("a", frame="in"), LeafData("b", frame="out"), LeafData("c")],
        frames=[FrameData("out"), FrameData("in", "no_grad", frame="out")],
    )


def test_contents_and_frames_around() -> None:
    found = nested()
    assert regions.contents(found, ["out"]) == {"a", "b"}
    assert regions.contents(found, ["in"]) == {"a"}
    assert regions.around(found, "in") == ["in", "out"]
    assert regions.holding(found, ["b", "c"]) == {"out"}


def test_moving_out_the_last_takes_the_frames_that_it_empties() -> None:
    found = nested()
    edits.apply(found, regions.put(found, {"a": (5, 5)}, {"a": None}))
    assert list(found.frames) == ["out"]
    assert found.nodes["a"] == LeafData("a", x=5.0, y=5.0)
    edits.apply(found, regions.delete(found, ["b"]))
    assert not found.frames


def test_moving_a_region_out_takes_the_frame_that_it_empties() -> None:
    found = nested()
    edits.apply(found, regions.put(found, {}, {"in": None}))
    assert [frame.frame for frame in found.frames.values()] == [None, None]
    found = nested()
    edits.apply(found, building.remove(found, ["b"]))
    step = regions.put(found, {"a": (5, 5)}, {"in": None})
    assert any(edit.replays for edit in step)
    edits.apply(found, step)
    assert list(found.frames.values()) == [FrameData("in", "no_grad")]


def test_a_region_within_its_region() -> None:
    found = nested()
    edits.apply(found, building.wrap(found, ["b"]))
    assert found.frames[found.nodes["b"].frame or ""].frame == "out"
    edits.apply(found, building.wrap(found, ["a", "c"]))
    assert found.frames[found.nodes["c"].frame or ""].frame is None


def test_no_edit_leaves_an_empty_frame_and_each_can_be_undone() -> None:
    for seed in range(60):
        pick, found = random.Random(seed), nested()
        for _ in range(6):
            nodes = list(found.nodes)
            if not nodes:
                break
            some = pick.sample(nodes, pick.randint(1, len(nodes)))
            if pick.random() < 0.3:
                step = regions.delete(found, [*some, *pick.sample([*found.frames, "x"], 1)])
            else:
                goals = {node: pick.choice([None, *found.frames]) for node in some}
                step = regions.put(found, dict.fromkeys(some, (1.0, 2.0)), goals)
            before = found.snapshot()
            edits.apply(found, step)
            assert regions.holding(found, found.nodes) == found.frames.keys(), seed
            after = found.snapshot()
            edits.apply(found, edits.inverse(step))
            assert found == before
            edits.apply(found, step)
            assert found == after


def test_wrapping_takes_regions_along_and_leaves_none_empty() -> None:
    found = nested()
    edits.apply(found, regions.wrap(found, {"a", "in", "c"}))
    (made,) = found.frames.keys() - {"in", "out"}
    assert found.nodes["a"].frame == "in"  # it goes with its region
    assert (found.frames["in"].frame, found.nodes["c"].frame) == (made, made)
    assert found.frames[made].frame is None
    found = nested()
    edits.apply(found, regions.wrap(found, {"a", "c"}))
    assert "in" not in found.frames
    found = nested()
    edits.apply(found, regions.wrap(found, {"b"}))
    assert found.frames[found.nodes["b"].frame or ""].frame == "out"
    assert regions.wrap(found, ()) == []


def test_taking_out_of_no_grad() -> None:
    found = nested()
    assert [regions.in_no_grad(found, each) for each in ("a", "b", "in", "out")] == [
        True, False, True, False,
    ]  # fmt: skip
    edits.apply(found, regions.take_out(found, {"a", "b"}))
    assert [node.frame for node in found.nodes.values()] == ["out", "out", None]
    assert list(found.frames) == ["out"]
    found = nested()
    edits.apply(found, regions.take_out(found, {"in"}))
    assert found.nodes["a"].frame == "out"
    found = Document(
        [LeafData("a", frame="g"), LeafData("b", frame="f")],
        frames=[FrameData("f", "no_grad"), FrameData("g", frame="f")],
    )
    edits.apply(found, regions.take_out(found, {"g"}))
    assert (found.frames["g"].frame, found.nodes["b"].frame) == (None, "f")


def test_what_is_added_within_a_frame() -> None:
    found = nested()
    node, made = building.place(found, "exp", 0, 0)
    edits.apply(found, regions.within(made, "in"))
    assert made == [Put(None, replace(found.nodes[node], frame=None))]
    assert found.in_no_grad(node)
