"""A snippet that is added to a graph does there what it does by itself."""

from __future__ import annotations

from autograd_core.graph.actions import Backward, Expression, Forward, Repeat, Seed, When, walk
from autograd_core.graph.code_pasting import code_added
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import SetActions, apply, inverse
from autograd_core.graph.naming import expressions_of
from autograd_core.graph.snippet import trace

from .graphs import run

LOOP = """\
import torch
x = torch.ones(2, requires_grad=True)
y = (x * 3).sum()
y.backward()
for i in range(2):
    z = (x * x).sum()
    z.backward()
print(x.grad)
"""


def there() -> Document:
    return Document(
        [LeafData("n1", label="x", value="full((2,), 5.0)", requires_grad=True),
         OpData("n2", op="sum", label="s")],
        [WireData("w1", "n1", "n2", "a")],
        actions=(Forward("a1"), Backward("a2", "n2")),
    )  # fmt: skip


def test_it_prints_the_same_beside_others_as_alone() -> None:
    snippet = trace(LOOP)
    for document in (Document(actions=(Forward("a1"),)), there()):
        before = document.snapshot()
        edits, nodes = code_added(document, snippet.document.snapshot(), (500.0, 0.0))
        apply(document, edits)
        done = run(document)
        assert done.output == snippet.output == "tensor([7., 7.])\n"
        assert not [step for step in done.log.steps if step.kind == "error"]
        assert min(document.nodes[node].x for node in nodes) == 500.0
        apply(document, inverse(edits))
        assert document == before


def test_what_was_there_runs_as_before() -> None:
    document = there()
    edits, _ = code_added(document, trace(LOOP).document, (0.0, 900.0))
    apply(document, edits)
    own = [step for step in run(document).log.steps if step.node == "n2"]
    assert [step.kind for step in own] == [
        step.kind for step in run(there()).log.steps if step.node == "n2"
    ]


def test_an_in_place_operation_happens_once() -> None:
    text = "import torch\nx = torch.ones(2)\nx.add_(1)\nprint(x)\n"
    document = there()
    edits, _ = code_added(document, trace(text).document, (0.0, 900.0))
    apply(document, edits)
    assert run(document).output == "tensor([2., 2.])\n"


def test_an_in_place_operation_happens_once_where_forward_runs_again() -> None:
    again = (Forward("a1"), Backward("a2", "n2"), Forward("a3"))
    looped = (Forward("a1"), Repeat("a2", Expression("3"), "i", (Forward("a3"),)))
    never = (When("a1", Expression("False"), (Forward("a2"),)),)
    for actions in (again, looped, never):
        for line in ("x.add_(1)", "x.requires_grad_()", "y = x.mul_(2); y.add_(x)"):
            snippet = trace(f"import torch\nx = torch.ones(2)\n{line}\nprint(x)\n")
            document = there()
            apply(document, [SetActions(document.actions, actions)])
            edits, _ = code_added(document, snippet.document, (0.0, 900.0))
            apply(document, edits)
            assert run(document).output == snippet.output, (actions, line)


def test_numbers_drawn_from_a_seed_are_those_of_the_code() -> None:
    text = "import torch\ntorch.manual_seed(3)\nx = torch.randn(2)\nprint(x)\n"
    snippet = trace(text)
    document = there()
    edits, _ = code_added(document, snippet.document, (0.0, 900.0), seeded=True)
    apply(document, edits)
    assert any(isinstance(action, Seed) for action in document.actions)
    assert run(document).output == snippet.output


def test_hooks_and_results_of_derivatives_come_along() -> None:
    text = """\
import torch
x = torch.ones(2, requires_grad=True)
h = x.register_hook(lambda g: g * 10)
y = (x * x).sum()
g, = torch.autograd.grad(y, x, create_graph=True)
h.remove()
g.sum().backward()
print(g, x.grad)
"""
    snippet = trace(text)
    document = there()
    edits, _ = code_added(document, snippet.document, (0.0, 900.0))
    apply(document, edits)
    assert run(document).output == snippet.output


def test_what_it_prints_is_called_as_its_card_is_called_there() -> None:
    text = (
        "import torch\nx = torch.ones(2)\nx2 = torch.zeros(2)\nfor i in range(2):\n"
        "    print(x, x2)\nx.data *= x2\nprint('x', x)\n"
    )
    snippet = trace(text)
    document = there()
    edits, _ = code_added(document, snippet.document, (0.0, 900.0))
    apply(document, edits)
    texts = [each.text for a in walk(document.actions) for each in expressions_of(a).values()]
    assert [text for text in texts if "x" in text] == ["x2, x3", "x3", "'x', x2"], texts
    assert run(document).output == snippet.output
