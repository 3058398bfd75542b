"""Code that was changed, and the document that it becomes: what stayed keeps its id and place."""

from __future__ import annotations

import re
from itertools import combinations
from random import Random

import resources
from autograd_core.graph import building
from autograd_core.graph.actions import Backward, Print, Repeat, walk
from autograd_core.graph.document import Document, NoteData, OpData
from autograd_core.graph.edits import Put, SetActions, apply, inverse
from autograd_core.graph.files import decode, encode
from autograd_core.graph.pairing import Paired, paired
from autograd_core.graph.pairs import common
from autograd_core.graph.placing import HIGH, WIDE
from autograd_core.graph.pytorch_code import script_of
from autograd_core.graph.snippet import SnippetError, trace

from .graphs import run

TEXT = """\
import torch

w = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
b = torch.zeros(2, requires_grad=True)
x = torch.ones(3, 2)
y = x * 3
h = x @ w
h = torch.relu(h + b)
h = h * 2
h = h * 3
with torch.no_grad():
    m = h.mean()
loss = ((h - y) ** 2).sum()
loss.backward()
print(loss)
for step in range(3):
    w.data -= 0.1 * w.grad
    print(step, m)
"""
MORE = ["extra = torch.ones(3)", "extra = x.exp() * 3", "print(w + b)", "x.sum()"]
NAMES = ["w", "b", "x", "y", "h", "m", "loss", "step"]


def document(text: str = TEXT) -> Document:
    """The snippet, spread out, with a note, a region and looks of its own."""
    made = trace(text).document
    for number, node in enumerate(made.order):
        apply(made, building.move(made, {node: (300.0 * (number % 5), 190.0 * (number // 5))}))
    apply(made, [Put(None, NoteData("note", "look", x=-400.0, y=10.0))])
    apply(made, building.wrap(made, made.order[2:4], "comment"))
    apply(made, building.change(made, made.order[0], collapsed=True))
    made.source = text
    return made


def changed(old: Document, text: str) -> Paired:
    """What the document becomes; and that it is what the text says, and can be undone."""
    traced = trace(text)
    before = encode(old)
    found = paired(old, traced.document, source=text)
    new = old.snapshot()
    apply(new, found.edits)
    assert new == found.document
    assert encode(old) == before
    assert script_of(new).text == script_of(traced.document).text, text
    for node, data in traced.document.nodes.items():
        assert type(new.nodes[found.ids[node]]) is type(data)
        assert new.in_no_grad(found.ids[node]) == traced.document.in_no_grad(node)
    apply(new, inverse(found.edits))
    assert encode(new) == before
    return found


def kept(old: Document, found: Paired) -> bool:
    """Whether all that there was is there, where it was."""
    new = found.document
    return all(
        node in new.nodes and (new.nodes[node].x, new.nodes[node].y) == (data.x, data.y)
        for node, data in old.nodes.items()
    ) and {a.id for a in walk(old.actions)} <= {a.id for a in walk(new.actions)}


def clear(new: Document) -> bool:
    """Whether no card lies over another."""
    spots = [(n.x, n.y) for n in new.nodes.values() if not isinstance(n, NoteData)]
    return all(
        abs(a[0] - b[0]) >= WIDE or abs(a[1] - b[1]) >= HIGH for a, b in combinations(spots, 2)
    )


def test_a_text_that_says_the_same_changes_nothing_but_the_text() -> None:
    old = document()
    assert changed(old, TEXT).edits == []
    said = TEXT.replace("x * 3", "(x*3)  # thrice").replace("\nloss.b", "\n\n# now\nloss.b")
    edits = changed(old, said).edits
    assert [type(edit).__name__ for edit in edits] == ["SetSource"]


def test_the_generated_script_of_any_example_changes_nothing() -> None:
    for item in resources.examples():
        old = decode(item.read_bytes())
        script = script_of(old, run(old).log)
        seen = {node for line in script.lines for node in line.nodes}
        seen |= {str(line.action) for line in script.lines}
        there = {*old.nodes, *(a.id for a in walk(old.actions))}
        traced = trace(script.text).document
        found = paired(
            old, traced, unseen=there - seen, names=script.names,
            seeded="manual_seed" in script.text,
        )
        assert found.edits == [], item.name


def test_a_rename_keeps_all() -> None:
    old = document()
    for name in NAMES:
        found = changed(old, re.sub(rf"\b{name}\b", "renamed", TEXT))
        assert kept(old, found), name
        assert len(found.document.nodes) == len(old.nodes)
        assert found.document.wires.keys() == old.wires.keys()


def test_a_line_more_keeps_all_the_others() -> None:
    old = document()
    lines = TEXT.splitlines()
    for place in range(5, len(lines) + 1):
        indent = re.match(r" *", lines[place - 1])
        assert indent is not None
        more = MORE[place % len(MORE)]
        text = "\n".join([*lines[:place], indent[0] + more, *lines[place:]]) + "\n"
        if lines[place - 1].endswith(":"):
            text = text.replace(f":\n{more}", f":\n    {more}")
        found = changed(old, text)
        assert kept(old, found), text
        assert clear(found.document), text


def test_a_line_less_or_two_in_another_order_keeps_what_there_is() -> None:
    old, random, lines = document(), Random(5), TEXT.splitlines()
    for place in range(3, len(lines), 2):
        less = [*lines[:place], *lines[place + 1 :]]
        other = [*lines[: place - 1], lines[place], lines[place - 1], *lines[place + 1 :]]
        dropped = random.sample(range(3, len(lines)), 3)
        few = [line for at, line in enumerate(lines) if at not in dropped]
        for each in (less, other, few):
            text = "\n".join(each) + "\n"
            try:
                trace(text)
            except SnippetError:
                continue
            found = changed(old, text)
            ids = {*found.ids.values()}
            assert not ids & {*old.nodes} - {*found.document.nodes, "note"}
            assert "note" in found.document.nodes


def test_all_at_once_is_another_document_that_can_be_undone() -> None:
    old = document()
    found = changed(old, "import torch\na = torch.ones(2, 2)\nq = torch.linalg.inv(a)\n")
    assert len(found.document.nodes) == 3
    assert changed(Document(), TEXT).document.order == trace(TEXT).document.order
    assert clear(changed(Document(), TEXT).document)
    empty = changed(old, "import torch\n").document
    assert [*empty.nodes] == ["note"]
    assert not empty.frames


def test_what_code_does_not_tell_stays() -> None:
    old = document()
    of = {data.op: node for node, data in old.nodes.items() if isinstance(data, OpData)}
    relu, mean = of["relu"], of["mean"]
    apply(old, building.change(old, relu, state="bypass"))
    apply(old, building.change(old, mean, state="mute"))
    apply(old, [SetActions(old.actions, (*old.actions, Backward("lost", root="nowhere")))])
    script = script_of(old, run(old).log)
    assert "relu" not in script.text
    assert "mean" not in script.text
    seen = {node for line in script.lines for node in line.nodes}
    seen |= {str(line.action) for line in script.lines}
    unseen = {*old.nodes, *(a.id for a in walk(old.actions))} - seen
    same = paired(old, trace(script.text).document, unseen=unseen, names=script.names)
    assert same.document.nodes[relu] == old.nodes[relu]
    assert same.document.nodes[mean] == old.nodes[mean]
    assert same.document.wires == old.wires
    assert "lost" in {a.id for a in same.document.actions}
    text = script.text.replace("h_2 * 3", "h_2 * 5") + "v = loss.exp()\n"
    new = paired(old, trace(text).document, unseen=unseen, names=script.names).document
    assert new.nodes[relu] == old.nodes[relu]
    assert new.nodes[mean] == old.nodes[mean]


def test_names_that_are_there_twice_are_themselves_in_the_generated_script() -> None:
    old = document()
    script = script_of(old)
    assert "h_2" in script.text
    traced = trace(script.text).document
    for names in (script.names, None):  # None: it is what somebody wrote
        assert paired(old, traced, names=names).edits == []


def test_actions_keep_their_ids_in_blocks_too() -> None:
    old = document()
    loop = next(a for a in old.actions if isinstance(a, Repeat))
    found = changed(old, TEXT.replace("print(step, m)", "print(m)\n    print(step, m)"))
    new = next(a for a in found.document.actions if isinstance(a, Repeat))
    assert new.id == loop.id
    prints = [a.id for a in new.body if isinstance(a, Print)]
    assert prints[1:] == [a.id for a in loop.body if isinstance(a, Print)]


def test_a_tensor_goes_into_a_no_grad_region_and_comes_out() -> None:
    old = document()
    inside = TEXT.replace("    m = h.mean()\n", "    m = h.mean()\n    k = x.sum()\n")
    found = changed(old, inside)
    assert found.document.frames.keys() == old.frames.keys()
    found = changed(old, TEXT.replace("with torch.no_grad():\n    m", "m"))
    assert kept(old, found)
    assert [f.kind for f in found.document.frames.values()] == ["comment"]


def test_a_leaf_becomes_an_operation_where_it_stood() -> None:
    old = document()
    said = "b = torch.zeros(2, requires_grad=True)"
    found = changed(old, TEXT.replace(said, "b = w.sum(dim=0)"))
    assert isinstance(found.document.nodes["n2"], OpData)
    (put,) = [e for e in found.edits if isinstance(e, Put) and e.before == old.nodes["n2"]]
    assert put.replays
    assert kept(old, found)


def test_a_longest_common_subsequence() -> None:
    assert common("abcde", "bxde") == [(1, 0), (3, 2), (4, 3)]
    assert common("xaby", "aby") == [(1, 0), (2, 1), (3, 2)]
    assert common("", "ab") == []
    assert common("ab", "ba") in ([(0, 1)], [(1, 0)])
