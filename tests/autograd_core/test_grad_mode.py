from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

import autograd_core as torch


def test_modes_belong_to_the_thread() -> None:
    seen: list[bool] = []
    with torch.no_grad():
        thread = threading.Thread(target=lambda: seen.append(torch.is_grad_enabled()))
        thread.start()
        thread.join()
        assert not torch.is_grad_enabled()
    assert seen == [True]


def test_one_context_manager_can_be_entered_after_it_was_left() -> None:
    mode = torch.no_grad()
    for _ in range(2):
        with mode:
            assert not torch.is_grad_enabled()
        assert torch.is_grad_enabled()


def test_one_context_manager_within_itself_forgets_as_in_pytorch() -> None:
    mode = torch.no_grad()
    with mode, mode:
        assert not torch.is_grad_enabled()
    assert not torch.is_grad_enabled()
    torch.set_grad_enabled(True)


DECORATORS: dict[str, Callable[[Any], Any]] = {
    "no_grad()": lambda function: torch.no_grad()(function),
    "no_grad": lambda function: torch.no_grad(function),
    "set_grad_enabled(False)": lambda function: torch.set_grad_enabled(False)(function),
}


@pytest.mark.parametrize("name", DECORATORS)
def test_as_decorators_they_hold_for_the_call_only(name: str) -> None:
    def function(fail: bool) -> bool:
        if fail:
            raise KeyError
        enabled: bool = torch.is_grad_enabled()
        return enabled

    decorated = DECORATORS[name](function)
    assert torch.is_grad_enabled()
    assert decorated(False) is False
    with pytest.raises(KeyError):
        decorated(True)
    assert torch.is_grad_enabled()
    assert decorated.__name__ == "function"


def test_setting_the_mode_by_a_call_lasts() -> None:
    torch.set_grad_enabled(False)
    assert not torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    assert torch.is_grad_enabled()
