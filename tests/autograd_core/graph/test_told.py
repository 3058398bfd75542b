"""Texts that remember their templates."""

from __future__ import annotations

import copy
import pickle

from autograd_core.graph.limits import TooLarge
from autograd_core.graph.problems import wording
from autograd_core.graph.told import Told


def test_it_is_its_english_text_and_keeps_what_it_was_made_of() -> None:
    told = Told("{op} has no port '{port}'", op="mul", port="c")
    assert told == "mul has no port 'c'"
    for same in (told, copy.copy(told), pickle.loads(pickle.dumps(told))):
        assert (same, same.template) == ("mul has no port 'c'", "{op} has no port '{port}'")
        assert same.args == {"op": "mul", "port": "c"}


def test_an_error_hands_it_on() -> None:
    assert isinstance(wording(TooLarge(Told("too large"))), Told)
    assert str(TooLarge(Told("too {how}", how="large"))) == "too large"
    assert not isinstance(wording(TooLarge("too large")), Told)
