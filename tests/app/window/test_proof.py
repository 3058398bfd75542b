"""Proof in the window: gradients against finite differences and PyTorch, and why they differ."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

import resources
from app.main_window import MainWindow
from app.window.proof import wording
from app.window.proof.proving import Line, Proof, end_of, proof_of
from app.window.proof.table import NUMERIC, OURS, TORCH, VERDICT
from app.window.proof.window import ProofWindow
from autograd_core.graph import building
from autograd_core.graph.actions import Action, Backward, Forward, ZeroGrad
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.files import decode
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.proving import torch_check
from autograd_core.graph.proving.torch_check import Comparison, Twin
from tests.app.panels.conftest import square_sum
from tests.app.window.test_language import brackets, untranslated

__all__ = ["brackets"]  # a fixture

Prove = Callable[[Document], ProofWindow]


def unary(op: str, value: str, *more: Action) -> Document:
    """The sum of an operation, with its backward."""
    return Document(
        [LeafData("x", "x", value, requires_grad=True), OpData("y", op, "y", x=300),
         OpData("s", "sum", "s", x=600)],
        [WireData("w1", "x", "y", "a"), WireData("w2", "y", "s", "a")],
        actions=(Forward("a1"), Backward("a2", "s"), *more),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PyTorch, which takes seconds to start; a test puts it back."""
    monkeypatch.setattr(torch_check, "is_installed", lambda: False)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made, before_close_func=lambda w: made.session.undo_stack.setClean())
    return made


@pytest.fixture
def prove(qtbot: QtBot, window: MainWindow) -> Prove:
    def made(document: Document) -> ProofWindow:
        window.session.open_copy(document)
        qtbot.waitUntil(lambda: not window.session.is_running, timeout=5000)
        proof = window.questions.prove()
        finish(qtbot, proof)
        return proof

    return made


def finish(qtbot: QtBot, proof: ProofWindow) -> None:
    qtbot.waitUntil(lambda: proof.proof is not None and proof.proof.finished, timeout=20000)


def row_of(proof: ProofWindow, row: int, child: int | None = None) -> QTreeWidgetItem:
    item = proof.table.topLevelItem(row)
    if item is not None and child is not None:
        item = item.child(child)
    assert item is not None
    return item


def texts(proof: ProofWindow, row: int, child: int | None = None) -> list[str]:
    item = row_of(proof, row, child)
    return [item.text(column) for column in range(6)]


def test_a_gradient_that_is_right_is_proved(prove: Prove) -> None:
    proof = prove(square_sum())
    assert proof.status.text() == (
        "✓ Gradients that are what finite differences say: 1 of 1, in 2 elements."
    )
    assert proof.torch.text() == "… PyTorch is not installed: pip install torch"
    row = texts(proof, 0)
    assert row[0] == "x.grad, Backward 1 from s"
    assert row[OURS] == "[2, 2]"
    assert np.allclose([float(x) for x in row[NUMERIC].strip("[]").split(",")], 2)
    assert row[VERDICT] == "✓ agrees"


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (unary("relu", "[0.]"), "A kink: the slope is 0 on one side and 1 on the other"),
        (unary("sign", "[0.]"), "A jump: the function leaps here"),
        (unary("log", "[-1.]"), "The root is NaN here"),
    ],
)
def test_differences_are_explained_in_words(
    prove: Prove, document: Document, words: str
) -> None:
    proof = prove(document)
    assert proof.reason.text().startswith(words)
    assert texts(proof, 0)[VERDICT].startswith("≈ 1 of 1 differ")
    assert proof.status.text().startswith("≈ ")


@pytest.mark.parametrize(
    ("example", "words", "sign"),
    [("04_", "Part of the way goes through detach", "≈"), ("06_", "Something was written", "≠")],
)
def test_the_traps_of_the_tutorial_are_named(
    prove: Prove, example: str, words: str, sign: str
) -> None:
    path = next(path for path in resources.examples() if path.name.startswith(example))
    proof = prove(decode(path.read_bytes()))
    assert proof.reason.text().startswith(words)
    assert proof.status.text().startswith(sign)


def test_rows_open_and_tell_of_each_element(prove: Prove) -> None:
    proof = prove(unary("relu", "[[1., 0.], [2., 3.]]"))
    item = row_of(proof, 0)
    assert item.isExpanded()  # something differs
    assert item.childCount() == 4
    assert texts(proof, 0, 1)[0] == "[0, 1]"
    assert texts(proof, 0, 1)[VERDICT] == "≈ kink"
    proof.table.setCurrentItem(row_of(proof, 0, 0))
    assert proof.reason.text() == ""
    proof.table.setCurrentItem(row_of(proof, 0, 1))
    assert proof.reason.text().startswith("A kink")


def test_of_a_large_tensor_a_part_is_checked_and_that_is_said(prove: Prove) -> None:
    proof = prove(unary("exp", "zeros(100, 100)"))
    assert texts(proof, 0)[VERDICT] == "✓ agrees · 64 of 10000 elements, spread evenly"


def test_an_edit_makes_it_stale_and_it_can_be_proved_again(
    qtbot: QtBot, prove: Prove, window: MainWindow
) -> None:
    proof = prove(square_sum())
    assert proof.stale.isHidden()
    document = window.session.document
    window.session.do(building.change(document, "x", value="[3., 4.]"), "edit")
    assert not proof.stale.isHidden()
    assert not proof.go.isEnabled()
    assert proof.again.isEnabled()
    proof.again.click()
    finish(qtbot, proof)
    assert proof.stale.isHidden()
    assert texts(proof, 0)[OURS] == "[6, 8]"
    window.session.do(building.move(window.session.document, {"x": (9.0, 9.0)}), "move")
    assert proof.stale.isHidden()  # where cards lie proves nothing


def test_rows_lead_to_the_card_and_the_step(prove: Prove, window: MainWindow) -> None:
    proof = prove(square_sum())
    window.player.first()
    proof.go.click()
    assert window.player.cursor == 6
    assert window.session.selection == {"x"}


def test_it_can_be_copied(prove: Prove) -> None:
    proof = prove(unary("relu", "[0.]"))
    proof.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "x.grad, Backward 1 from s: ≈ 1 of 1 differ: kink" in text
    assert "    A kink: the slope is" in text


def test_keys_open_rows(qtbot: QtBot, prove: Prove) -> None:
    proof = prove(square_sum())
    proof.table.setFocus()
    qtbot.keyClick(proof.table, Qt.Key.Key_Right)
    item = proof.table.topLevelItem(0)
    assert item is not None
    assert item.isExpanded()
    assert item.childCount() == 2


def test_where_nothing_stands_at_the_end_the_last_deposit_is_proved() -> None:
    document = unary("exp", "[1.]", ZeroGrad("a3"))
    proof = list(proof_of(document, Gate()))[-1]
    assert proof.finished
    assert [line.check is not None and line.check.agrees for line in proof.lines] == [True]
    assert proof.cursor == end_of(proof.log, document) < len(proof.log)
    empty = list(proof_of(Document([LeafData("x")], actions=(Forward("a1"),)), Gate()))[-1]
    assert wording.overall(empty).text.endswith("there is nothing to be proved.")


def test_it_can_be_cancelled_and_keeps_what_is_done() -> None:
    gate = Gate()
    done: list[Proof] = []

    def go_on() -> None:
        for proof in proof_of(unary("exp", "zeros(100)"), gate):
            done.append(proof)
            if proof.done == 3:
                gate.cancel()

    with pytest.raises(Cancelled):
        go_on()
    assert len(done[-1].lines) == 1
    assert wording.overall(done[-1]).grade == "open"


def test_one_that_cannot_be_checked_does_not_end_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> object:
        raise ValueError("broken")

    monkeypatch.setattr("autograd_core.graph.proving.finite.Prover.check", broken)
    proof = list(proof_of(square_sum(), Gate()))[-1]
    assert proof.finished
    assert wording.verdict(proof.lines[0]).text == "≠ could not be checked: ValueError: broken"
    assert "could not be checked" in caplog.text


@pytest.mark.parametrize(
    ("twin", "words"),
    [
        (Twin("x", 0.0, 0.0, 0), "✓ the same"),
        (Twin("x", 0.0, 0.5, 2), "≠ 2 elements differ, by up to 0.5"),
        (Twin("x", 0.0, None, 0, "ours"), "≠ only one of both has a .grad"),
    ],
)
def test_what_pytorch_says_of_a_tensor(twin: Twin, words: str) -> None:
    proof = list(proof_of(square_sum(), Gate()))[-1]
    beside = Proof(
        proof.document, proof.log, proof.cursor, proof.lines, torch="done",
        comparison=Comparison((twin,), True, "2.13.0+cpu"), finished=True,
    )  # fmt: skip
    line: Line = beside.lines[0]
    assert wording.torch_verdict(line, beside).text == words
    told = wording.torch_line(beside).text
    assert told.startswith("✓ PyTorch 2.13.0 has the same" if twin.agrees else "≠ PyTorch 2.13.0")


def test_real_pytorch_is_asked(
    qtbot: QtBot, prove: Prove, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch")
    monkeypatch.setattr(torch_check, "is_installed", lambda: True)
    proof = prove(unary("relu", "[0., 2.]"))
    assert proof.torch.text().startswith("✓ PyTorch 2")
    assert texts(proof, 0)[TORCH] == "✓ the same"
    assert texts(proof, 0, 1)[TORCH] == "1"


def test_nothing_in_it_bypasses_translation(brackets: None, prove: Prove) -> None:
    proof = prove(unary("relu", "[0.]"))
    assert untranslated(proof) == {}
    titles = [proof.table.headerItem().text(column) for column in range(6)]
    assert [title for title in titles if not title.startswith("‹")] == ["PyTorch"]
    assert proof.reason.text().startswith("‹")
