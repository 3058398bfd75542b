"""Cards without places are spread out, each right of what it reads."""

from __future__ import annotations

from autograd_core.graph.document import Document
from autograd_core.graph.edits import apply
from autograd_core.graph.layout import is_piled, spread

from .graphs import no_grad_branch, sum_of_squares


def test_a_pile_is_spread_along_its_wires() -> None:
    for document in (sum_of_squares(), no_grad_branch()):
        assert is_piled(document)
        apply(document, spread(document))
        assert not is_piled(document)
        nodes = document.nodes
        for wire in document.wires.values():
            assert nodes[wire.source].x < nodes[wire.target].x
        assert len({(node.x, node.y) for node in nodes.values()}) == len(nodes)


def test_what_has_places_or_is_alone_is_no_pile() -> None:
    assert not is_piled(Document())
    document = sum_of_squares()
    apply(document, spread(document)[-1:])
    assert not is_piled(document)
