"""Every error that the engine raises is explained."""

from __future__ import annotations

import pytest

from autograd_core.graph.explained import TABLE, explained, explanation
from autograd_core.graph.mending import FAMILIES
from autograd_core.graph.problems import advice
from autograd_core.graph.remedies import SINGLE
from autograd_core.graph.told import Told
from autograd_core.ops.spec import REGISTRY

BAD = [(name, bad) for name, spec in REGISTRY.items() for bad in spec.bad]


def test_no_bad_input_of_the_registry_falls_through_to_the_last_entry() -> None:
    through = [
        (name, bad.message)
        for name, bad in BAD
        if explanation(bad.error(bad.message)) is TABLE[-1]
    ]
    assert len(BAD) > 300
    assert through == []


def test_every_family_of_remedies_is_known() -> None:
    for entry in TABLE:
        assert {*entry.fixes} <= FAMILIES | SINGLE, entry.words


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "The size of tensor a (3) must match the size of tensor b (2) at non-singleton "
            "dimension 1",
            "At dimension 1 they are 3 and 2.",
        ),
        ("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x4)", "Here 2x3 meets 2x4."),
        ("shape '[5]' is invalid for input of size 6", "as many elements as there are, 6."),
        ("\"elu_cpu\" not implemented for 'Long'", "not defined for Long numbers"),
    ],
)
def test_the_words_name_the_numbers(message: str, said: str) -> None:
    words, _ = explained(RuntimeError(message))
    assert said in words.template.format(**words.args)


def test_what_is_in_plain_words_already_is_not_explained() -> None:
    assert advice(RuntimeError(Told("more than {count} steps", count=3))) == (None, ())
    words, _ = advice(KeyError("something new"))
    assert words is not None
    assert words.template == TABLE[-1].words
