"""Graphs as other programs know them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from random import Random

import networkx
import pytest

import resources
from autograd_core.graph import files
from autograd_core.graph.exchange import from_networkx, to_dot, to_mermaid, to_networkx
from autograd_core.graph.files import FileProblem
from autograd_core.graph.notebook import run_notebook_of
from tests.autograd_core.graph import programs

from .graphs import no_grad_branch, run, sum_of_squares

EXAMPLES = {item.name: item for item in resources.examples()}


def test_a_document_comes_back_from_networkx() -> None:
    documents = [files.decode(item.read_bytes()) for item in EXAMPLES.values()]
    documents += [programs.document(Random(seed), 6, taps=True) for seed in range(20)]
    for document in documents:
        graph = to_networkx(document)
        assert graph.number_of_edges() == len(document.wires)
        assert from_networkx(graph) == document
        assert networkx.is_directed_acyclic_graph(graph)


def test_any_directed_graph_becomes_one() -> None:
    graph = networkx.DiGraph()
    graph.add_node("x", value=[1, 2], requires_grad=True)
    graph.add_node("y", op="mul")
    graph.add_edges_from([("x", "y"), ("w", "y"), ("y", "z"), ("x", "z")])
    document = from_networkx(graph)
    assert {n: getattr(d, "op", "leaf") for n, d in document.nodes.items()} == {
        "x": "leaf",
        "y": "mul",
        "w": "leaf",
        "z": "add",
    }
    assert sorted(document.inputs("z")) == ["a", "b"]
    assert run(document).problems() == []
    graph.add_edge("z", "y")
    with pytest.raises(FileProblem):
        from_networkx(graph)


def test_dot_and_mermaid_show_every_node_wire_and_region() -> None:
    done = run(no_grad_branch())
    dot, mermaid = to_dot(no_grad_branch(), done.log), to_mermaid(no_grad_branch(), done.log)
    assert dot.count("->") == mermaid.count("-->") == 4
    assert 'subgraph "cluster_f1"' in dot
    assert "no_grad" in dot and "no_grad" in mermaid  # noqa: PT018
    assert "a = x * x" in dot
    assert "[2] float32" in mermaid
    hostile = sum_of_squares(value='["<b>|]\\"]')
    assert '"<b' not in to_mermaid(hostile)
    if shutil.which("dot"):
        for text in (dot, to_dot(hostile)):
            done_by = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True)
            assert done_by.returncode == 0, done_by.stderr


def test_a_notebook_has_the_code_and_what_it_prints() -> None:
    document = files.decode(EXAMPLES["03_vector_backward.gradcanvas"].read_bytes())
    notebook = json.loads(run_notebook_of(document, "Vector backward"))
    assert notebook["nbformat"] == 4
    kinds = [cell["cell_type"] for cell in notebook["cells"]]
    assert kinds[0] == "markdown"
    code = "\n".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code")
    assert "y.backward(v)" in code
    assert compile(code, "notebook", "exec")
    streams = [stream for cell in notebook["cells"][1:] for stream in cell["outputs"]]
    outputs = [line for stream in streams for line in stream["text"]]
    assert "tensor([ 2., 20.])\n" in outputs
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert all(re.fullmatch(r"[a-zA-Z0-9-_]+", cell["id"]) for cell in notebook["cells"])
