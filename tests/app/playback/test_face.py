"""What a card shows at the cursor, field by field."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.playback.face import Face, face_of, spoken, tile_of, whole
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.steps import Change, Message, Step, StepLog, Value, node_ref, port_ref
from tests.app.canvas.scenes import document, forward, leaf, log_of_product, op, product, value
from tests.autograd_core.graph.graphs import no_grad_branch, run


def at(cursor: int, node: str, log: StepLog | None = None) -> Face:
    return face_of(log or log_of_product(), cursor, product(), node)


class TestNode:
    def test_titles(self) -> None:
        nameless = Document([LeafData("n1", value="ones(2)"), OpData("n2", "mul")])
        assert face_of(StepLog(), 0, nameless, "n1").title == "ones(2)"
        assert face_of(StepLog(), 0, nameless, "n2").title == "mul"
        assert at(0, "y").title == "y"
        assert at(0, "y").operation == "mul"
        assert at(0, "y").category == "arithmetic"
        assert at(0, "x").category == "leaf"

    def test_an_unknown_operation_has_a_face(self) -> None:
        face = face_of(StepLog(), 0, Document([OpData("n1", "from_the_future")]), "n1")
        assert face.category == ""
        assert face.status == "not run"

    def test_inputs_are_wired_or_numbers_or_free(self) -> None:
        found = document(leaf("x"), op("y"), wires=("x>y.a",))
        found.nodes["y"] = OpData("y", "mul", params={"b": "2"})
        inputs = face_of(StepLog(), 0, found, "y").inputs
        assert [(i.port, i.wired, i.number) for i in inputs] == [
            ("a", True, ""),
            ("b", False, "2"),
        ]

    def test_what_was_written_is_shown_with_the_name_where_it_needs_one(self) -> None:
        found = document(leaf("x"), wires=())
        found.nodes["y"] = OpData("y", "pow", params={"exponent": "2"})
        found.nodes["s"] = OpData("s", "sum", params={"dim": "0", "keepdim": "True"})
        assert face_of(StepLog(), 0, found, "y").settings == "2"
        assert face_of(StepLog(), 0, found, "s").settings == "dim=0, keepdim=True"
        assert face_of(StepLog(), 0, found, "x").settings == ""

    def test_faces_are_equal_when_they_look_alike(self) -> None:
        assert at(3, "y") == at(3, "y")
        assert at(3, "y") == at(4, "y")
        assert at(2, "y") != at(3, "y")


class TestCursor:
    def test_before_its_step_a_node_has_not_run(self) -> None:
        face = at(2, "y")
        assert face.status == "not run"
        assert face.first.tile is None
        assert face.first.requires_grad is None
        assert face.first.grad_state == "not run"

    def test_facts(self) -> None:
        first = at(3, "y").first
        assert first.tile is not None
        assert first.tile.cells == (("3", "8"),)
        assert (first.requires_grad, first.is_leaf) == (True, False)
        assert first.grad_fn == "MulBackward0"
        assert first.version == 0

    def test_grad_is_none_then_a_value_then_zeros(self) -> None:
        log = log_of_product()
        zeros = Change(port_ref("x"), "grad", None, value(0, 0))
        log.append(Step("zero_grad", ("a3",), "x", Message(""), (zeros,)))
        assert at(6, "x", log).first.grad_state == "None"
        assert at(7, "x", log).first.grad_state == "value"
        assert at(8, "x", log).first.grad_state == "zeros"
        assert at(0, "x", log).first.grad_state == "not run"

    def test_freed(self) -> None:
        log = log_of_product()
        held = Change(node_ref("y"), "saved", None, "held")
        freed = Change(node_ref("y"), "saved", "held", "freed")
        for change in (held, freed):
            log.append(Step("backward", ("a3",), "y", Message(""), (change,)))
        assert [at(cursor, "y", log).saved for cursor in (7, 8, 9)] == [None, "held", "freed"]

    def test_failure_and_what_it_blocks(self) -> None:
        log = StepLog([forward("y", None, error="bad sizes"), forward("z", None)])
        failed, blocked = at(2, "y", log), at(2, "z", log)
        assert (failed.status, failed.error) == ("failed", "bad sizes")
        assert failed.problem is not None
        assert blocked.status == "blocked"
        assert blocked.first.tile is None

    def test_an_unfinished_node_has_no_error_but_lacks_something(self) -> None:
        found = document(leaf("x"), op("y"), op("c", "cat"), op("n", "transpose"), wires=("x>y.a",))
        steps = []
        for node in ("y", "c", "n"):
            step = forward(node, None, error="nothing is wired")
            status = Change(node_ref(node), "status", None, "incomplete")
            steps.append(replace(step, changes=(*step.changes, status)))
        faces = {node: face_of(StepLog(steps), 3, found, node) for node in ("y", "c", "n")}
        assert not any(face.error for face in faces.values())
        assert faces["y"].lacks == "not wired: b"
        assert [port.needed for port in faces["y"].inputs] == [False, True]
        assert faces["c"].lacks == "not wired: tensors.0"
        assert faces["n"].lacks == "not wired: a; not written: dim0, dim1"
        assert spoken(faces["y"]) == "mul y: not wired: b"

    def test_what_is_unfinished_otherwise_says_so_in_the_words_of_the_run(self) -> None:
        found = Document([OpData("n1", "from_the_future")])
        step = forward("n1", None, error="unknown operation")
        status = Change(node_ref("n1"), "status", None, "incomplete")
        log = StepLog([replace(step, changes=(*step.changes, status))])
        assert face_of(log, 1, found, "n1").lacks == "unknown operation"

    def test_outputs_each_have_a_tile(self) -> None:
        found = Document(
            [leaf("x"), OpData("m", "max_dim")], [WireData("w1", "x", "m", "a")]
        )
        log = StepLog(
            [forward("m", value(3), port="values"), forward("m", value(1), port="indices")]
        )
        outputs = face_of(log, 2, found, "m").outputs
        assert [o.port for o in outputs] == ["values", "indices"]
        assert [o.tile.text for o in outputs if o.tile] == ["3", "1"]


class TestTile:
    @pytest.mark.parametrize(
        ("numbers", "kind", "text"),
        [
            (2.0, "scalar", "2"),
            ([1, 2, 3], "inline", "[1, 2, 3]"),
            ([[1, 2], [3, 4]], "grid", "[[1, 2], [3, 4]]"),
        ],
    )
    def test_small_tensors_show_their_numbers(
        self, numbers: object, kind: str, text: str
    ) -> None:
        tile = tile_of(value(numbers))
        assert (tile.kind, tile.text) == (kind, text)
        assert not tile.loud
        assert not tile.zeros

    def test_a_large_tensor_shows_its_figures(self) -> None:
        tile = tile_of(value(np.arange(32).reshape(8, 4)))
        assert tile.lines[0] == "8 × 4  float32"
        assert tile.lines[1] == "0 … 31"
        assert tile.lines[2].startswith("mean 15.5 ± 9.38")

    def test_nan_and_infinity_are_loud(self) -> None:
        assert tile_of(value(1, np.nan)).loud
        assert tile_of(value(1, np.inf)).inf_count == 1
        large = np.zeros(100)
        large[3] = np.nan
        tile = tile_of(value(large))
        assert tile.loud
        assert not tile.zeros

    def test_zeros(self) -> None:
        assert tile_of(value(0, 0)).zeros
        assert tile_of(value(np.zeros((9, 9)))).zeros
        assert not tile_of(value(0, 1e-30)).zeros

    def test_an_empty_tensor(self) -> None:
        tile = tile_of(value(np.zeros((0, 3))))
        assert tile.kind == "empty"
        assert tile.lines == ("[] 0 × 3  float32",)


def test_the_whole_tensor_is_printed_as_pytorch_prints_it() -> None:
    tensor = value(1, 2)
    assert whole(tensor) == "tensor([1., 2.])"
    assert whole(tensor, requires_grad=True) == "tensor([1., 2.], requires_grad=True)"
    assert whole(tensor, "MulBackward0", True) == "tensor([1., 2.], grad_fn=<MulBackward0>)"


def test_a_dropped_tensor_keeps_its_figures() -> None:
    tensor: Value = value(np.arange(100))
    tensor.drop()
    assert whole(tensor).splitlines()[0] == "100  float32"
    assert tile_of(tensor).lines[1] == "0 … 99"


def test_spoken() -> None:
    assert spoken(at(2, "y")) == "mul y: not run"
    assert spoken(at(3, "y")) == "mul y: value [3, 8], grad_fn MulBackward0"
    assert spoken(at(7, "x")).endswith("leaf, requires grad, grad [3, 4]")
    log = StepLog([forward("y", None, error="bad sizes")])
    assert spoken(at(1, "y", log)) == "mul y: error: bad sizes"


def test_what_lies_in_a_no_grad_region_says_so_before_any_backward() -> None:
    branches = no_grad_branch()
    log = run(branches).log
    assert face_of(log, len(log), branches, "a").in_no_grad
    assert not face_of(log, len(log), branches, "b").in_no_grad
