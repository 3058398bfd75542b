"""Tests that every definition gets: derived from its samples, formulas and bad inputs."""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import Any

import numpy as np
import pytest

import autograd_core as core
from autograd_core.ops import dispatch
from autograd_core.ops.spec import INTERNAL, REGISTRY, BadSample, OpSpec, Sample
from tests.autograd_core import differential as diff

SAMPLES = list(diff.samples())
IDS = [name for name, _, _ in SAMPLES]
EXACT = [(spec, sample) for _, spec, sample in diff.samples(random=False)]
EXACT_IDS = [name for name, _, _ in diff.samples(random=False)]
BAD = [(spec, bad) for spec in REGISTRY.values() for bad in spec.bad]


# PyTorch has no derivative of their gradients.
ONCE = {"hardsigmoid", "multi_margin_loss", "multilabel_margin_loss", "ctc_loss", "embedding_bag"}


def close(found: Any, expected: Any, rtol: float) -> None:
    np.testing.assert_allclose(found, expected, rtol=rtol, atol=rtol)


@pytest.mark.filterwarnings("ignore:index_reduce")  # PyTorch says that it is in beta
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("spec", "sample"), EXACT, ids=EXACT_IDS)
def test_agrees_with_pytorch(spec: OpSpec, sample: Sample, dtype: str) -> None:
    torch = pytest.importorskip("torch")
    if not diff.is_in(torch, spec):
        return  # an operation of our own; finite differences judge it
    twice = spec.name not in ONCE
    ours = diff.ours(spec, sample, dtype, second=twice)
    theirs = diff.run(torch, spec, sample, dtype, second=twice)
    assert ours.dtypes == theirs.dtypes
    assert ours.shapes == theirs.shapes
    assert ours.graph == theirs.graph
    rtol = 1e-12 if "torch.float32" not in ours.dtypes else 1e-6
    for mine, other in (
        (ours.values, theirs.values),
        (ours.gradients, theirs.gradients),
        (ours.second, theirs.second),
    ):
        assert len(mine) == len(other)
        for found, expected in zip(mine, other, strict=True):
            close(found, expected, rtol)


@pytest.mark.parametrize(("spec", "sample"), [s[1:] for s in SAMPLES], ids=IDS)
def test_infer_says_what_forward_gives(spec: OpSpec, sample: Sample) -> None:
    inputs = diff.leaves(core, spec, sample, "float32")
    metas = dispatch.infer(spec, inputs, sample.params)
    result = dispatch.call(spec, inputs, sample.params)
    outputs = result if isinstance(result, tuple) else (result,)
    assert [(m.shape, m.dtype) for m in metas] == [(tuple(o.shape), o.dtype) for o in outputs]
    assert all(type(output._array) is np.ndarray for output in outputs)


@pytest.mark.parametrize(
    ("spec", "bad"), BAD, ids=[f"{spec.name}-{i}" for i, (spec, _) in enumerate(BAD)]
)
def test_bad_inputs_are_refused_in_pytorchs_words(spec: OpSpec, bad: BadSample) -> None:
    sample = Sample(bad.inputs, bad.params)
    for torch in (core, pytest.importorskip("torch")):
        with pytest.raises(bad.error) as caught, torch.no_grad():
            diff.run(torch, spec, sample, "float32")
        assert str(caught.value).splitlines()[0] == bad.message


def numerical(spec: OpSpec, sample: Sample, index: int, seeds: list[Any]) -> Any:
    """The gradient of one input by central differences."""
    inputs = diff.leaves(core, spec, sample, "float64")
    target = [x for x in diff.flat(inputs) if isinstance(x, core.Tensor) and x.requires_grad][index]
    values = target._array
    found = np.zeros_like(values)
    step = 1e-6
    for place in np.ndindex(values.shape):
        old = values[place]
        ends = []
        for moved in (old + step, old - step):
            values[place] = moved
            with core.no_grad():
                result = dispatch.call(spec, inputs, sample.params)
            outputs = result if isinstance(result, tuple) else (result,)
            ends.append(
                sum(float((o._array * s).sum()) for o, s in zip(outputs, seeds, strict=False))
            )
        values[place] = old
        found[place] = (ends[0] - ends[1]) / (2 * step)
    return found


def check_numerically(spec: OpSpec, sample: Sample) -> int:
    """Compare each gradient with finite differences; returns how many were compared."""
    inputs = diff.leaves(core, spec, sample, "float64")
    wanted = [x for x in diff.flat(inputs) if isinstance(x, core.Tensor) and x.requires_grad]
    result = dispatch.call(spec, inputs, sample.params)
    outputs = result if isinstance(result, tuple) else (result,)
    roots = [output for output in outputs if output.requires_grad]
    if not roots or not wanted:
        return 0
    seeds = [np.asarray(diff._seed(root)) for root in roots]
    grads = core.autograd.grad(roots, wanted, [core.tensor(seed) for seed in seeds])
    for index, grad in enumerate(grads):
        expected = numerical(spec, sample, index, seeds)
        np.testing.assert_allclose(grad._array, expected, rtol=1e-4, atol=1e-6)
    return len(grads)


# Not differentiable there, or computed in less precision than differences need.
KINKS = {
    "as_strided_scatter-0",
    "relu-1",
    "abs-1",
    "max-1",
    "min-1",
    "detach-0",
    "to-1",
    "round-0",
    "mode-0",
    # gradients that are not the derivative, as asked for
    "embedding-1",
    "embedding-2",
    "ctc_loss-0",
    "ctc_loss-1",
}


@pytest.mark.parametrize(
    ("spec", "sample"),
    [(spec, sample) for name, spec, sample in diff.samples(random=False) if name not in KINKS],
    ids=[name for name in EXACT_IDS if name not in KINKS],
)
def test_gradients_agree_with_finite_differences(spec: OpSpec, sample: Sample) -> None:
    has_float = any(
        not port.number and _is_float(value)
        for port, value in zip(spec.ports, sample.inputs, strict=True)
    )
    compared = check_numerically(spec, sample)
    differentiable = any(diff.is_differentiable(spec, port) for port in range(len(spec.ports)))
    if differentiable and has_float and "dtype" not in sample.params:
        assert compared


def _is_float(value: Any) -> bool:
    if isinstance(value, list):
        return any(_is_float(item) for item in value)
    return isinstance(value, float)


def test_a_wrong_rule_is_caught() -> None:
    planted = dataclasses.replace(
        REGISTRY["mul"], gradients=(lambda xp, g, b: g * b * 1.01, lambda xp, g, a: g * a)
    )
    with pytest.raises(AssertionError):
        check_numerically(planted, REGISTRY["mul"].samples[0])


WITH_LOCAL = [(s, sample) for _, s, sample in SAMPLES if s.local is not None]


@pytest.mark.parametrize(
    ("spec", "sample"), WITH_LOCAL, ids=[n for n, s, _ in SAMPLES if s.local is not None]
)
def test_displayed_derivative_is_the_rule(spec: OpSpec, sample: Sample) -> None:
    inputs = diff.leaves(core, spec, sample, "float64")
    out = dispatch.call(spec, inputs, sample.params)
    if not out.requires_grad:
        return
    assert spec.local is not None
    arrays = [x._array if isinstance(x, core.Tensor) else x for x in inputs]
    with np.errstate(all="ignore"):
        local = spec.local(arrays, out._array, spec.complete(sample.params))
    seed = np.asarray(diff._seed(out))
    for value, derivative in zip(inputs, local, strict=True):
        if isinstance(value, core.Tensor) and value.requires_grad:
            (grad,) = core.autograd.grad(out, value, core.tensor(seed), retain_graph=True)
            shown = core.arrays.unbroadcast(
                np.broadcast_to(seed * derivative, seed.shape), value._array.shape
            )
            np.testing.assert_allclose(grad._array, shown, rtol=1e-12)


@pytest.mark.parametrize("spec", REGISTRY.values(), ids=REGISTRY)
def test_definition_is_complete(spec: OpSpec) -> None:
    assert spec.title
    assert spec.help.endswith(".")
    assert spec.spelling
    assert spec.category != "internal"
    if spec.ports and spec.category != "compare" and not spec.name.endswith("_like"):
        assert spec.formula
        assert len(spec.gradient_formulas) == len(spec.ports)
        assert len(spec.gradient_texts) == len(spec.ports)
    for name in spec.methods:
        assert hasattr(core.Tensor, name)
    for name in spec.functions:
        assert callable(attrgetter(name)(core))


def test_both_namespaces_of_rules_have_the_same_functions() -> None:
    from autograd_core.ops import recording

    names = [name for name in core.arrays.__all__ if name != "numpy_index"]
    assert [name for name in names if not callable(getattr(recording, name, None))] == []


def test_internal_operations_are_linear_and_adjoint() -> None:
    assert {"slice_backward", "window", "window_added", "index_put_impl", "index"} <= set(INTERNAL)
    assert not set(INTERNAL) & set(REGISTRY)


@pytest.mark.parametrize(("spec", "sample"), EXACT, ids=EXACT_IDS)
def test_known_results_need_no_forward(spec: OpSpec, sample: Sample) -> None:
    if spec.compose is not None:
        return
    inputs = diff.leaves(core, spec, sample, "float64")
    first = dispatch.call(spec, inputs, sample.params)
    outputs = first if isinstance(first, tuple) else (first,)
    arrays = tuple(output._array for output in outputs)

    def forbidden(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("forward was called")

    silent = dataclasses.replace(spec, forward=forbidden)
    again = dispatch.call(silent, inputs, sample.params, result=arrays)
    for old, new in zip(outputs, again if isinstance(again, tuple) else (again,), strict=True):
        assert new._array is old._array
        assert diff.graph_of(new.grad_fn) == diff.graph_of(old.grad_fn)
