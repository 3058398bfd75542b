"""Hooks and kept gradients as properties of a node."""

from __future__ import annotations

from autograd_core.graph import edits as editing
from autograd_core.graph import hook_edits
from autograd_core.graph.action_blocks import Place
from autograd_core.graph.actions import (
    Backward,
    Expression,
    Forward,
    Hook,
    RemoveHook,
    Repeat,
    RetainGrad,
)
from autograd_core.graph.steps import port_ref

from .graphs import BACKWARD, FORWARD, run, sum_of_squares


def test_a_place_lies_behind_the_forward_and_before_the_backward() -> None:
    document = sum_of_squares(FORWARD, BACKWARD, Backward("a3", "x"))
    assert hook_edits.place_for(document, "y") == Place(None, "a2")
    assert hook_edits.place_for(document, "gone") == Place()
    only = sum_of_squares(FORWARD, Backward("a3", "x"))
    assert hook_edits.place_for(only, "y") == Place()  # nothing comes to it


def test_in_a_loop_it_goes_into_the_loop() -> None:
    loop = Repeat("a1", Expression("2"), "i", (Forward("b1"), Backward("b2", "s")))
    document = sum_of_squares(loop)
    editing.apply(document, hook_edits.keep_grad(document, "y", True))
    (repeat,) = document.actions
    assert isinstance(repeat, Repeat)
    assert [type(each) for each in repeat.body] == [Forward, RetainGrad, Backward]


def test_keeping_a_gradient_is_one_edit_there_and_back() -> None:
    document = sum_of_squares()
    before = document.snapshot()
    edits = hook_edits.keep_grad(document, "y", True)
    editing.apply(document, edits)
    assert hook_edits.keeps_grad(document, "y")
    assert hook_edits.keep_grad(document, "y", True) == []
    log = run(document).log
    assert log.at(len(log), port_ref("y"), "grad") is not None
    off = hook_edits.keep_grad(document, "y", False)
    editing.apply(document, off)
    assert document == before
    editing.apply(document, editing.inverse(off))
    assert hook_edits.keeps_grad(document, "y")


def test_a_hook_goes_with_what_would_take_it_away_later() -> None:
    hooks = (Hook("h1", "y"), Hook("h2", "y"))
    document = sum_of_squares(FORWARD, *hooks, BACKWARD, RemoveHook("r", "h1"))
    assert hook_edits.hooks_of(document, "y") == list(hooks)
    editing.apply(document, hook_edits.remove_hook(document, "h1"))
    assert document.actions == (FORWARD, hooks[1], BACKWARD)
