"""What of PyTorch's traps shows on the cards at the cursor."""

from __future__ import annotations

from dataclasses import dataclass

from app.playback.reach import passed
from app.playback.traps import Tag, Traps
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Hook,
    Optimizer,
    OptimizerStep,
    RetainGrad,
)
from autograd_core.graph.document import Document
from autograd_core.graph.steps import StepLog
from tests.autograd_core.graph.graphs import BACKWARD, FORWARD, run, sum_of_squares


@dataclass
class Opened:
    document: Document

    @property
    def flat(self) -> Document:
        return self.document


@dataclass
class Playing:
    log: StepLog
    shown_cursor: int


class Story:
    """A document that has run, looked at from any step."""

    def __init__(self, *actions: Action) -> None:
        self.document = sum_of_squares(*actions)
        self.log = run(self.document).log
        self.player = Playing(self.log, 0)
        self.traps = Traps(Opened(self.document), self.player)

    def behind(self, action: str) -> dict[str, list[Tag]]:
        """The tags behind the last step of an action."""
        stop = next(s.stop for s in self.log.sections if s.action[-1] == action)
        return self.at(stop)

    def at(self, cursor: int) -> dict[str, list[Tag]]:
        self.player.shown_cursor = cursor
        return self.traps.tags()


def words(tags: dict[str, list[Tag]], card: str) -> list[str]:
    return [tag.text for tag in tags.get(card, [])]


def write(action: str, field: str, no_grad: bool = False) -> Assign:
    return Assign(action, "x", Expression("3"), field, "*=", no_grad)  # type: ignore[arg-type]


def test_a_write_under_no_grad_counts_up_and_one_through_data_does_not() -> None:
    story = Story(FORWARD, write("a3", "value", True), Forward("a4"), write("a5", "data"))
    assert words(story.behind("a1"), "x") == []
    assert words(story.behind("a3"), "x") == ["v0 → v1", "v1, written under no_grad"]
    assert words(story.behind("a4"), "x") == ["v1, written under no_grad"]
    assert words(story.behind("a5"), "x") == ["v1, written through .data"]


def test_a_step_of_an_optimizer_counts_up() -> None:
    story = Story(FORWARD, Optimizer("a3", leaves=("x",)), BACKWARD, OptimizerStep("a4"))
    assert words(story.behind("a4"), "x") == ["v0 → v1"]


def test_the_silent_wrong_gradient_stands_at_the_node_and_on_the_wire() -> None:
    story = Story(FORWARD, write("a3", "data"), BACKWARD, Forward("a4"))
    assert "y" not in story.behind("a3")
    (tag,) = story.behind("a2")["y"]
    assert tag.kind == "silent"
    assert "backward used a = [3, 3], forward had used [1, 1]" in tag.text
    assert tag.wire == "w1"
    assert tag.wire_text == "≠ used [3, 3], not [1, 1]"
    assert "y" not in story.behind("a4")  # it is another tape


def test_both_ends_of_a_failure_name_each_other() -> None:
    story = Story(FORWARD, BACKWARD, Backward("a3", "s"))
    tags = story.at(len(story.log))
    assert words(tags, "s") == ["why y failed"]
    assert words(tags, "y") == ["because of s"]


def test_hooks_and_kept_gradients_are_seen_and_a_call_says_before_and_after() -> None:
    hook = Hook("a3", "y", Expression("g * 2"))
    story = Story(FORWARD, hook, RetainGrad("a4", "y"), BACKWARD)
    assert words(story.behind("a4"), "y") == ["hook", "keeps .grad"]
    called = next(i for i, s in enumerate(story.log.steps) if s.kind == "hook" and s.incoming)
    assert words(story.at(called + 1), "y")[0] == "hook: [1, 1] → [2, 2]"


def test_a_hook_at_the_root_does_not_hide_that_a_backward_has_passed() -> None:
    story = Story(FORWARD, Hook("a3", "s", Expression("g * 2")), BACKWARD)
    found = passed(story.log, len(story.log))
    assert found is not None
    assert found.roots == {"s"}
