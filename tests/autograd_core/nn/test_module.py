"""What printing does not show of modules."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
import warnings
from typing import Any

import pytest

import autograd_core as torch
from autograd_core import nn


def test_modules_are_imported_when_first_asked_for() -> None:
    code = (
        "import sys, autograd_core\n"
        "print([name for name in sys.modules if 'nn.modules' in name or 'optim.' in name])\n"
        "autograd_core.nn.Linear, autograd_core.optim.Adam\n"
        "print('autograd_core.nn.modules.linear' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["[]", "True"]


#: PyTorch's recurrent layers take (*args, **kwargs) and tell no more.
UNTOLD = ("Any", "TYPE_CHECKING", "GRU", "LSTM", "RNN")
NAMES = [name for name in dir(nn) if name[0].isupper() and name not in UNTOLD]


@pytest.mark.parametrize("name", NAMES)
def test_constructors_have_pytorchs_parameters(name: str) -> None:
    theirs = pytest.importorskip("torch").nn

    def parameters(kind: Any) -> list[tuple[str, Any, Any]]:
        found = inspect.signature(kind).parameters.values()
        named = [p for p in found if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
        return [(p.name, p.default, p.kind) for p in named]

    assert parameters(getattr(nn, name)) == parameters(getattr(theirs, name))


def test_unknown_names_are_answered_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match=r"torch\.nn does not offer 'Linaer' here; .* Linear$"):
        nn.Linaer  # noqa: B018


def test_a_module_with_hooks_removed_is_as_one_without() -> None:
    module = nn.Linear(2, 2)
    handle = module.register_forward_hook(lambda *_: torch.zeros(1))
    assert module(torch.ones(2)).shape == (1,)
    handle.remove()
    assert module(torch.ones(2)).shape == (2,)


def test_modules_survive_pickling() -> None:
    module = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.ELU(0.5), nn.ReflectionPad1d(1))
    twin = pickle.loads(pickle.dumps(module))
    assert repr(twin) == repr(module)
    for name, tensor in module.state_dict().items():
        assert torch.equal(twin.state_dict()[name], tensor)


def test_an_initialisation_of_nothing_warns() -> None:
    with pytest.warns(UserWarning, match="Initializing zero-element tensors is a no-op"):
        nn.Linear(0, 2)


def test_full_backward_hook_without_input_gradients_warns() -> None:
    module = nn.Linear(2, 1)
    module.register_full_backward_hook(lambda *_: None)
    loss = module(torch.ones(2)).sum()
    with pytest.warns(UserWarning, match="Full backward hook is firing"):
        loss.backward()


def test_deprecated_reduction_warns_and_is_kept() -> None:
    with pytest.warns(UserWarning, match="please use reduction='sum' instead"):
        assert nn.MSELoss(size_average=False).reduction == "sum"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert nn.MSELoss().reduction == "mean"


def test_refused_devices_change_nothing() -> None:
    with pytest.raises(RuntimeError, match="computes on the cpu only"):
        nn.Linear(1, 1, device="cuda")
    with pytest.raises(RuntimeError, match="computes on the cpu only"):
        nn.Linear(1, 1).to("cuda")
    assert nn.Linear(1, 1, device="cpu").to("cpu").weight.shape == (1, 1)
