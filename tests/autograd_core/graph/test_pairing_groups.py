"""Changed code of documents with subgraphs: an instance stays where nothing in it has changed."""

from __future__ import annotations

from autograd_core.graph import subgraphs
from autograd_core.graph.building import connect, move
from autograd_core.graph.document import Document, GroupData, OpData
from autograd_core.graph.edits import apply, inverse
from autograd_core.graph.files import decode, encode
from autograd_core.graph.folding import fold
from autograd_core.graph.pairing import Paired
from autograd_core.graph.pairing_groups import paired_whole
from autograd_core.graph.pytorch_code import script_of
from autograd_core.graph.snippet import trace

TEXT = """\
import torch
x = torch.ones(2, requires_grad=True)
a = x.exp()
b = a.sin()
c = b * 2
d = c + x
s = d.sum()
s.backward()
print(s, b)
"""


def document() -> Document:
    """The snippet, with two of its lines in a subgraph that has another instance as well."""
    made = trace(TEXT).document
    for number, node in enumerate(made.order):
        apply(made, move(made, {node: (300.0 * number, 0.0)}))
    inner = [n for n, data in made.nodes.items() if data.label in ("a", "b")]
    card, edits = fold(made, inner, "wave")
    apply(made, edits)
    other, edits = subgraphs.add_instance(made, "d1")
    apply(made, edits)
    apply(made, connect(made, made.order[0], other, made.definitions["d1"].ports("input")[0]))
    assert {card, other} == set(instances(made))
    return decode(encode(made))


def instances(made: Document) -> list[str]:
    return [n for n, data in made.nodes.items() if isinstance(data, GroupData)]


def changed(old: Document, before: str, after: str) -> Paired:
    """What a change in the script makes of the document; it says the new script, can be undone,
    and is a file."""
    script = script_of(old)
    assert before in script.text, script.text
    text = script.text.replace(before, after)
    traced = trace(text).document
    found = paired_whole(old, traced, names=script.names, source=text)
    new = old.snapshot()
    apply(new, found.edits)
    assert new == found.document
    assert script_of(new).text == script_of(traced).text
    assert decode(encode(new)) == new
    apply(new, inverse(found.edits))
    assert encode(new) == encode(old)
    again = paired_whole(found.document, traced, source=text)
    assert again.edits == []
    return found


def test_a_change_outside_leaves_the_instances() -> None:
    old = document()
    found = changed(old, "s.backward()", "e = d.exp()\ns.backward()")
    assert {n: found.document.nodes[n] for n in old.nodes} == old.nodes
    assert found.document.definitions == old.definitions
    assert found.document.wires.keys() > old.wires.keys()
    same = changed(old, "s.backward()", "s.backward()  # now")
    assert [type(edit).__name__ for edit in same.edits] == ["SetSource"]


def test_what_changes_inside_unfolds_that_instance_alone() -> None:
    old = document()
    line = next(each for each in script_of(old).text.splitlines() if ".sin()" in each)
    found = changed(old, line, line.replace(".sin()", ".cos()"))
    kinds = [data.op for data in found.document.nodes.values() if isinstance(data, OpData)]
    assert "cos" in kinds
    assert len(instances(found.document)) == 1
    assert found.document.definitions.keys() == {"d1"}


def test_what_reads_the_inside_unfolds_it() -> None:
    old = document()
    script = script_of(old)
    name = next(n for path, n in script.names.items() if "/" in path and n.endswith("a"))
    found = changed(old, "s.backward()", f"e = {name} * 7\ns.backward()")
    assert len(instances(found.document)) == 1
