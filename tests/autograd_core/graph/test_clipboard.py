"""The clipboard: what is copied comes back, elsewhere, and what is broken or hostile does not."""

from __future__ import annotations

import html
import json
import textwrap

import pytest
from msgspec.structs import replace

from autograd_core.graph import building, clipboard, edits, levels, subgraphs
from autograd_core.graph.clipboard import Refusal, edits_of, fragment_of
from autograd_core.graph.document import (
    Document,
    FrameData,
    GroupData,
    LeafData,
    OpData,
    TapData,
    WireData,
)
from autograd_core.graph.files import decode, encode
from autograd_core.graph.folding import fold
from autograd_core.graph.validity import check
from tests.autograd_core.graph.graphs import no_grad_branch, sum_of_squares


def pasted(document: Document, text: str, **how: object) -> list[str]:
    found = edits_of(document, text, (100.0, 200.0), **how)  # type: ignore[arg-type]
    edits.apply(document, found.edits)
    assert not check(document)
    return found.nodes


def test_a_copy_has_its_inner_wires_other_ids_and_labels_and_lies_at_the_point() -> None:
    document = sum_of_squares()
    text = fragment_of(document, {"x", "y"})
    assert text.startswith("GradCanvas graph: x, y (")
    before = encode(document)
    found = edits_of(document, text, (100.0, 200.0))
    edits.apply(document, found.edits)
    new_x, new_y = found.nodes
    assert [document.nodes[n].label for n in found.nodes] == ["x2", "y2"]
    assert document.nodes[new_x] == replace(
        document.nodes["x"], id=new_x, label="x2", x=100.0, y=200.0
    )
    assert {(w.source, w.target_port) for w in document.inputs(new_y).values()} == {
        (new_x, "a"), (new_x, "b"),
    }  # fmt: skip
    edits.apply(document, edits.inverse(found.edits))
    assert encode(document) == before


def test_inputs_from_outside_are_kept_only_if_asked_and_found() -> None:
    document = sum_of_squares()
    text = fragment_of(document, {"y", "s"})
    alone, _ = pasted(document, text)
    assert not document.inputs(alone)
    kept, _ = pasted(document, text, keep_inputs=True)
    assert {w.source for w in document.inputs(kept).values()} == {"x"}
    other = Document([LeafData("n9", label="x")])
    kept, _ = pasted(other, text, keep_inputs=True)
    assert {w.source for w in other.inputs(kept).values()} == {"n9"}  # the only one of that name
    empty = Document([LeafData("x", label="z")])
    found = edits_of(empty, text, (0, 0), keep_inputs=True)
    assert found.lost == ["x", "x"]


def test_a_region_comes_along_when_all_that_is_in_it_does() -> None:
    document = no_grad_branch()
    (copy,) = pasted(document, fragment_of(document, {"a"}))
    frame = document.nodes[copy].frame
    assert frame not in (None, "f1")
    assert document.frames[str(frame)].kind == "no_grad"
    (copy,) = pasted(document, fragment_of(document, {"f1"}))
    assert document.in_no_grad(copy)
    two = Document([LeafData("a", frame="f"), LeafData("b", frame="f")], frames=[FrameData("f")])
    (copy,) = pasted(two, fragment_of(two, {"a"}))
    assert two.nodes[copy].frame is None
    found = clipboard.fragment(two, {"a"})
    assert found is not None
    assert clipboard.added(two, found, (0, 0)).edits[0].after.frame == "f"  # type: ignore[union-attr]


def test_results_of_actions_stay_behind() -> None:
    document = Document([TapData("t"), OpData("y", op="exp")], [WireData("w1", "t", "y", "a")])
    assert fragment_of(document, {"t"}) == ""
    (copy,) = pasted(document, fragment_of(document, {"t", "y"}), keep_inputs=True)
    assert [w.source for w in document.inputs(copy).values()] == ["t"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: f"Look at this:\n```\n{text}```\nNice, isn't it? {{x}}",
        lambda text: "\r\n".join(f"> {line}" for line in text.splitlines()),
        lambda text: text.replace('"', "”"),
        lambda text: text.partition("\n")[2],
        lambda text: "\n".join(f"> > {line}" for line in text.splitlines()),
        lambda text: "\n".join(f"  | {line}" for line in text.splitlines()),
        lambda text: "\n".join(textwrap.wrap(text, 60)),
        lambda text: "\n".join(f"> {line}" for line in textwrap.wrap(text, 60)),
        lambda text: "\n".join(text[at : at + 53] for at in range(0, len(text), 53)),
        lambda text: "She wrote: " + " ".join(text.split("\n")) + " What do you think?",
        lambda text: text.replace(" ", "\u00a0").replace(",", ",\u200b"),
        lambda text: html.escape(text.replace("> ", "")),
        lambda text: text.replace("_", "\\_").replace("[", "\\["),
        lambda text: text.partition("\n")[2].replace('"f', "“f").replace('t"', "t”"),
    ],
)
def test_a_chat_does_not_harm_it(change: object) -> None:
    source = sum_of_squares(value="[1, 2, 3] * 2")
    edits.apply(source, building.change(source, "y", label="the {square}"))
    text = change(fragment_of(source, {"x", "y", "s"}))  # type: ignore[operator]
    document = Document()
    nodes = [document.nodes[name] for name in pasted(document, text)]
    assert [node.label for node in nodes] == ["x", "the {square}", "s"]
    assert nodes[0].value == "[1, 2, 3] * 2"  # type: ignore[union-attr]
    assert len(document.wires) == 3


def test_a_whole_file_can_be_pasted_and_a_fragment_is_a_file() -> None:
    document = sum_of_squares()
    assert len(pasted(Document(), encode(document).decode())) == 3
    json_alone = fragment_of(document, {"x", "y", "s"}).partition("\n")[2]
    assert list(decode(json_alone.encode()).nodes) == ["x", "y", "s"]


def folded() -> tuple[Document, str]:
    """y and s as one card."""
    document = sum_of_squares()
    group, made = fold(document, {"y", "s"}, "layer")
    edits.apply(document, made)
    return document, group


def test_subgraphs_come_along_with_what_they_hold() -> None:
    document, group = folded()
    text = fragment_of(document, {group})
    (copy,) = pasted(document, text, keep_inputs=True)
    here = document.nodes[copy]
    assert isinstance(here, GroupData)
    assert here.definition == "d1"  # the same, as it is the same
    assert {wire.source for wire in document.inputs(copy).values()} == {"x"}
    other = Document()
    (copy,) = pasted(other, text)
    assert other.definitions == document.definitions
    edits.apply(other, subgraphs.retitle(other, "d1", "mine"))
    (copy,) = pasted(other, text)
    again = other.nodes[copy]
    assert isinstance(again, GroupData)
    assert again.definition == "d2"
    assert [each.title for each in other.definitions.values()] == ["mine", "layer"]


def test_inside_a_subgraph_ids_are_paths_only_there() -> None:
    document, group = folded()
    level = levels.Level(document, f"{group}/")
    text = fragment_of(level, set(level.nodes))
    assert "/" not in text.partition("\n")[2]
    assert len(pasted(Document(), text)) == 2
    found = edits_of(level, text, (0, 0))
    assert all(node.startswith(f"{group}/n") for node in found.nodes)
    edits.apply(document, levels.to_whole(level, found.edits))
    assert len(document.definitions["d1"].nodes) == len(level.nodes) + 2
    assert not check(document)
    with pytest.raises(Refusal, match="holds itself"):
        edits_of(level, fragment_of(document, {group}), (0, 0))


def _changed(**changes: object) -> str:
    text = fragment_of(sum_of_squares(), {"x", "y"})
    data = json.loads(text.partition("\n")[2])
    data["nodes"][0].update(changes)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing on the clipboard"),
        ("hello world", "nothing on the clipboard"),
        ("import os\nos.system('true')", "nothing on the clipboard"),
        ("x + 1", "has no names: x"),
        ("1\t2\n3\tabc", "row 2, column 2 of the table is no number: abc"),
        ("1,2\n3", "row 2 of the table has 1 entries"),
        ("tensor([0., ..., 1.])", "left out"),
        (fragment_of(sum_of_squares(), {"x", "y"})[:-20], "cut off"),
        (_changed(x=1e300), "out of reach"),
        (_changed(kind="op", op="rm"), "unknown operation 'rm'"),
        (_changed(id="y"), "twice"),
        (_changed(value=3), ""),
        ('{"format": "gradcanvas", "version": 99}', "newer program"),
        ('{"format": "gradcanvas", "version": 1}', "no nodes"),
        ('{"format": "gradcanvas", "version": 1, "nodes": ' + "[" * 100_000, "cut off"),
        ('{"format": "gradcanvas", "version": 1, "outside": 3}', "not a graph"),
    ],
)
def test_what_is_broken_is_refused_in_one_line(text: str, reason: str) -> None:
    if not reason:  # a number where a text is meant is read as other programs write it
        assert len(edits_of(Document(), text, (0, 0)).nodes) == 2
        return
    with pytest.raises(Refusal, match=reason) as caught:
        edits_of(Document(), text, (0, 0))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("−3", "-3"),
        ("1/3", "1/3"),
        ("[1, 2; 3, 4]", "[[1, 2], [3, 4]]"),
        ("[[1. 2.]\n [3. 4.]]", "[[1., 2.], [3., 4.]]"),
        ("randn(2, 3)", "randn(2, 3)"),
        ("1\t2\r\n3\t4\r\n", "[[1, 2], [3, 4]]"),
        ("1,5\t2,5", "[1.5, 2.5]"),
        ("name\tx\ty\nA\t1\t2\nB\t3\t\n", "[[1, 2], [3, nan]]"),
        ("a,b\n1,2\n3,4", "[[1, 2], [3, 4]]"),
        ("1\n2\n3", "[1, 2, 3]"),
    ],
)
def test_numbers_and_tables_make_a_leaf(text: str, value: str) -> None:
    document = Document()
    (leaf,) = pasted(document, text)
    assert document.nodes[leaf] == LeafData(leaf, "x", value, x=100.0, y=200.0)


def test_what_pytorch_prints_keeps_its_type() -> None:
    document = Document()
    text = "tensor([[1., 2.],\n        [3., 4.]], dtype=torch.float64, requires_grad=True)"
    (leaf,) = pasted(document, text)
    assert document.nodes[leaf] == LeafData(
        leaf, "x", "[[1., 2.], [3., 4.]]", "float64", True, x=100.0, y=200.0
    )


@pytest.mark.parametrize(
    ("text", "value", "tracked"),
    [
        ("randn(5, requires_grad=True)", "randn(5)", True),
        ("rand(requires_grad = True, size=(2,))", "rand(size=(2,))", True),
        ("ones(2, requires_grad=False)", "ones(2)", False),
        ("2 * ones(2, requires_grad=True)", "2 * ones(2, requires_grad=True)", False),
    ],
)
def test_what_a_value_says_of_requires_grad_can_be_switched(
    text: str, value: str, tracked: bool
) -> None:
    document = Document()
    (leaf,) = pasted(document, text)
    assert document.nodes[leaf] == LeafData(
        leaf, "x", value, requires_grad=tracked, x=100.0, y=200.0
    )
    edits.apply(document, building.change(document, leaf, requires_grad=True, value="1"))
    edits.apply(document, building.change(document, leaf, value=text))
    changed = document.nodes[leaf]
    assert isinstance(changed, LeafData)
    assert (changed.value, changed.requires_grad) == (value, tracked or value == text)
