"""The compiled calls do what ``dispatch.execute`` does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograd_core as torch
from autograd_core.ops import compiled_call, dispatch
from autograd_core.ops.spec import REGISTRY, OpSpec, Sample
from tests.autograd_core import differential as diff

FAST = [
    (name, spec, sample)
    for name, spec, sample in diff.samples(random=False)
    if dispatch.fast_call(spec) is not None and spec.compose is None
]


def node_state(node: Any) -> Any:
    """All that a Node keeps, as plain data."""
    saved = [
        value._array.tolist()
        if isinstance(value, torch.Tensor)
        else value.tolist()
        if isinstance(value, np.ndarray)
        else value
        for value in node.saved
        if not hasattr(value, "version")
    ]
    return type(node).__name__, node.targets, node.target_nrs, node.shape, saved, node.constants


@pytest.mark.parametrize(
    ("spec", "sample"), [f[1:] for f in FAST], ids=[name for name, _, _ in FAST]
)
def test_results_and_nodes_are_the_same(spec: OpSpec, sample: Sample) -> None:
    inputs = diff.leaves(torch, spec, sample, "float32")
    fast = dispatch.fast_call(spec)
    assert fast is not None
    one = fast(*inputs, **sample.params)
    other = dispatch.execute(spec, inputs, sample.params)
    assert one.tolist() == other.tolist()
    assert one.dtype is other.dtype
    assert (one.grad_fn is None) == (other.grad_fn is None)
    if one.grad_fn is not None:
        assert node_state(one.grad_fn) == node_state(other.grad_fn)
        assert one.grad_fn.sequence_nr == other.grad_fn.sequence_nr - 1
        seed = np.asarray(diff._seed(one), "float32")
        found, expected = one.grad_fn.apply(seed), other.grad_fn.apply(seed)
        if not isinstance(found, tuple):
            found, expected = (found,), (expected,)
        for mine, plain in zip(found, expected, strict=True):
            np.testing.assert_array_equal(mine, plain)


@pytest.mark.parametrize("number", [0, 0.0, -0.0, 2, True, 1e300, float("inf"), float("nan"), -3.5])
def test_numbers_as_operands(number: float) -> None:
    x = torch.tensor([1.0, -2.0], requires_grad=True)
    with np.errstate(over="ignore"):
        expected = np.array([1.0, -2.0], "float32") * np.float32(number)
    for _ in range(2):  # the second time from the cache
        result = x * number
        np.testing.assert_array_equal(result._array, expected)
        np.testing.assert_array_equal(np.signbit(result._array), np.signbit(expected))
        assert result.dtype is torch.float32


def test_the_cache_of_numbers_is_bounded() -> None:
    x = torch.ones(1)
    for number in range(3000):
        x * number
    assert len(compiled_call._float32_numbers) <= compiled_call._CACHE_LIMIT


def test_subclasses_and_views_take_the_right_way() -> None:
    class Special(torch.Tensor):
        __slots__ = ()

    special = Special(np.ones(2, "float32"), True)
    assert (special * 2).requires_grad
    base = torch.zeros(2)
    view = base[:1]
    base.add_(torch.ones(2, requires_grad=True))
    result = view * 2  # the base came to require grad after the view was made
    assert result.requires_grad
    assert diff.graph_of(result.grad_fn)[1][0][0][0] == "AsStridedBackward0"


def test_fast_writes_count_and_check() -> None:
    x = torch.ones(3)
    same = x
    x += 1
    x -= torch.ones(3)
    assert x is same
    assert (x.tolist(), x._version) == ([1.0, 1.0, 1.0], 2)
    leaf = torch.ones(3, requires_grad=True)
    with pytest.raises(RuntimeError, match="a leaf Variable"):
        leaf += 1
    with torch.no_grad():
        leaf -= 0.5 * torch.ones(3)
    assert leaf.requires_grad
    x *= leaf
    assert x.grad_fn is not None


def test_sources_are_shown() -> None:
    assert "def mul(" in compiled_call.call_source(REGISTRY["mul"], {})


def test_attributes_are_looked_up_the_short_way() -> None:
    # With a __getattr__ every operation takes a third longer.
    node = (torch.ones(1, requires_grad=True) * 2).grad_fn
    for owner in (torch.Tensor, type(node)):
        for name in ("__getattr__", "__getattribute__", "__setattr__"):
            assert getattr(owner, name, None) is getattr(object, name, None)
    with pytest.raises(AttributeError, match="'to_sparse': not offered here"):
        torch.ones(1).to_sparse()
    assert not hasattr(torch.ones(1), "to_sparse")
