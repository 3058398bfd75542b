from __future__ import annotations

import gc
import threading
from typing import Any

import numpy as np
import pytest

import autograd_core as torch
from autograd_core import engine
from autograd_core.errors import FreedBuffersError, NoGradError, SavedTensorModifiedError
from autograd_core.grad_mode import next_sequence_nr, set_next_sequence_nr
from autograd_core.node import Node
from autograd_core.tensor import Tensor


def names(steps: list[engine.BackwardStep]) -> list[str]:
    return [type(step.node).__name__ for step in steps]


def leaf(*values: float) -> Tensor:
    return torch.tensor(values, requires_grad=True)


def test_steps_tell_what_happened() -> None:
    x = leaf(1.0, 2.0)
    product = x * x
    total = product.sum()
    steps = list(engine.backward_steps(total))
    assert names(steps) == ["SumBackward0", "MulBackward0", "AccumulateGrad"]
    first, second, third = steps
    assert [g.tolist() for g in first.gradients if g is not None] == [1.0]
    assert first.flows[0].target is product.grad_fn
    assert [(f.index, f.input_nr, f.gradient.tolist()) for f in second.flows] == [
        (0, 0, [1.0, 2.0]),
        (1, 0, [1.0, 2.0]),
    ]
    assert second.flows[0].target is second.flows[1].target is third.node
    assert third.gradients[0] is not None
    assert third.gradients[0].tolist() == [2.0, 4.0]
    assert third.accumulation is not None
    assert third.accumulation.tensor is x
    assert third.accumulation.before is None
    assert third.accumulation.after is x.grad


def test_accumulation_keeps_what_was_before() -> None:
    x = leaf(1.0)
    (x * 2).backward()
    step = list(engine.backward_steps(x * 3))[-1]
    assert step.accumulation is not None
    assert step.accumulation.before is not None
    assert step.accumulation.before.tolist() == [2.0]
    assert step.accumulation.after.tolist() == [5.0]


def test_what_is_asked_is_checked_before_the_first_step() -> None:
    with pytest.raises(NoGradError):
        engine.backward_steps(torch.ones(1))


def test_flows_are_reported_only_where_a_target_is() -> None:
    x = leaf(1.0)
    (step, _) = engine.backward_steps(x * torch.ones(1))
    assert [flow.index for flow in step.flows] == [0]
    assert step.node.next_functions[1] == (None, 0)


def test_steps_with_create_graph_carry_tensors() -> None:
    x = leaf(3.0)
    steps = list(engine.backward_steps(x**3, create_graph=True))
    assert steps[0].flows[0].tensor is not None
    assert steps[0].flows[0].tensor.requires_grad
    assert steps[0].flows[0].gradient.tolist() == [27.0]
    x.grad = None


def test_steps_can_be_restricted_to_inputs() -> None:
    x, y = leaf(1.0), leaf(2.0)
    z = x * y
    steps = list(engine.backward_steps(z * z, inputs=[y]))
    assert names(steps) == ["MulBackward0", "MulBackward0", "AccumulateGrad"]
    assert x.grad is None
    assert y.grad is not None


def random_graph(seed: int) -> tuple[list[Tensor], Tensor]:
    """Leaves, and a tensor made from them by operations of many kinds."""
    rng = np.random.default_rng(seed)
    leaves = [torch.tensor(rng.normal(size=(2, 2)), requires_grad=True) for _ in range(3)]
    pool: list[Any] = list(leaves)
    for _ in range(12):
        a, b = (pool[i] for i in rng.integers(0, len(pool), 2))
        kind = rng.integers(0, 7)
        if kind < 3:
            pool.append([a + b, a * b, (a - b).tanh()][kind])
        elif kind < 5:
            pool.append([a @ b, (a.t() + 1.5).sin()][kind - 3])
        elif kind == 5:
            pool.append(torch.cat([a, b, a])[1:3])
        else:
            pool.append(a.max(0)[0] + b)
    return leaves, pool[-1] + sum(pool[3:-1], pool[0])


@pytest.mark.parametrize("seed", range(8))
def test_watched_and_unwatched_passes_agree(seed: int) -> None:
    leaves, root = random_graph(seed)
    plain: list[str] = []
    for node in graph_nodes(root):
        node.register_prehook(lambda grads, node=node: plain.append(node.name()))
    root.backward(torch.ones(2, 2), retain_graph=True)
    found = [t.grad.tolist() if t.grad is not None else None for t in leaves]
    order = list(plain)
    for t in leaves:
        t.grad = None
    plain.clear()
    steps = list(engine.backward_steps(root, torch.ones(2, 2)))
    assert plain == order == [step.node.name() for step in steps]
    assert found == [t.grad.tolist() if t.grad is not None else None for t in leaves]


def graph_nodes(root: Tensor) -> list[Node]:
    assert root.grad_fn is not None
    found = {root.grad_fn: None}
    for node in (nodes := list(found)):
        for target, _ in node.next_functions:
            if target is not None and target not in found:
                found[target] = None
                nodes.append(target)
    return nodes


def test_gradients_of_third_and_later_uses_are_added_in_place() -> None:
    x = torch.ones(1000, requires_grad=True)
    y = x * 1
    total = y + y
    for _ in range(5):
        total = total + y
    total.sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [7.0] * 1000


@pytest.mark.parametrize("watched", [False, True])
def test_a_graph_of_100000_operations(watched: bool) -> None:
    x = leaf(1.0)
    y = x
    for _ in range(100_000):
        y = y + 0.5
    if watched:
        assert sum(1 for _ in engine.backward_steps(y)) == 100_001
    else:
        y.backward()
    assert x.grad is not None
    assert x.grad.tolist() == [1.0]
    del y  # letting go of the whole chain must not recurse either
    gc.collect()


def test_graphs_are_freed_without_the_garbage_collector() -> None:
    import weakref

    gc.collect()
    gc.disable()
    try:
        x = leaf(1.0, 2.0)
        y = (x * x).exp().sum()
        node = weakref.ref(y.grad_fn)
        y.backward()
        del y
        assert node() is None
    finally:
        gc.enable()


def test_large_intermediate_results_are_not_kept_by_sums() -> None:
    import tracemalloc

    x = torch.ones(1, requires_grad=True)
    tracemalloc.start()
    y = x + torch.zeros(200_000)
    for _ in range(50):
        y = y + 1.0
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * 200_000 * 4
    assert y.requires_grad


def test_a_tape_entry_is_small() -> None:
    import tracemalloc

    x = torch.ones(1, requires_grad=True)
    a = torch.full((1,), 1.001)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    y = x
    for _ in range(1000):
        y = y * a
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert used / 1000 < 900


def test_sequence_numbers_belong_to_the_thread_and_can_be_set() -> None:
    x = leaf(1.0)
    set_next_sequence_nr(100)
    y = x * 2
    assert y.grad_fn is not None
    assert y.grad_fn.sequence_nr == 100
    assert next_sequence_nr() == 101
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(next_sequence_nr()))
    thread.start()
    thread.join()
    assert found == [0]


def test_nodes_numbered_against_their_order_are_applied_in_a_right_order() -> None:
    x = leaf(2.0)
    set_next_sequence_nr(1000)
    y = x * 3
    set_next_sequence_nr(5)
    z = y * y  # made later, numbered earlier, as in a graph from two threads
    (z + y).backward()
    assert x.grad is not None
    assert x.grad.tolist() == [39.0]
    set_next_sequence_nr(2000)


def test_threads_can_differentiate_one_graph_at_once() -> None:
    x = torch.ones(100, requires_grad=True)
    y = x
    for _ in range(200):
        y = (y * 1.0).tanh()
    root = y.sum()
    results: list[Any] = []

    def work() -> None:
        results.append(torch.autograd.grad(root, x, retain_graph=True)[0].tolist())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert all(result == results[0] for result in results)


def test_backward_inside_a_hook() -> None:
    x, w = leaf(2.0), leaf(3.0)

    def hook(grad: Tensor) -> None:
        with torch.enable_grad():
            (w * w).backward()

    y = x * x
    y.register_hook(hook)
    (y * 1).backward()
    assert x.grad is not None
    assert w.grad is not None
    assert (x.grad.tolist(), w.grad.tolist()) == ([4.0], [6.0])


def test_a_failing_rule_leaves_grads_and_mode_alone() -> None:
    x = leaf(1.0, 2.0)
    y = x * 2
    z = (y * y).sum()
    y.add_(1)
    with pytest.raises(SavedTensorModifiedError) as caught:
        z.backward()
    error = caught.value
    assert (error.shape, error.operation, error.found, error.expected) == (
        (2,),
        "AddBackward0",
        1,
        0,
    )
    assert error.node.name() == "MulBackward0"
    assert x.grad is None
    assert torch.is_grad_enabled()


def test_a_freed_graph_names_the_node() -> None:
    x = leaf(2.0)
    y = x.exp()
    y.backward()
    with pytest.raises(FreedBuffersError) as caught:
        y.backward()
    assert caught.value.node is y.grad_fn
    assert type(caught.value).__name__ == "RuntimeError"


def test_the_accumulator_is_one_object_while_a_graph_lives() -> None:
    x = leaf(1.0)
    y, z = x * 2, x * 3
    assert y.grad_fn is not None
    assert z.grad_fn is not None
    assert y.grad_fn.next_functions[0][0] is z.grad_fn.next_functions[0][0]
    node = y.grad_fn.next_functions[0][0]
    assert node is not None
    assert node.name() == "torch::autograd::AccumulateGrad"
    assert repr(node).startswith("<AccumulateGrad object at 0x")
    assert node.variable is x  # type: ignore[attr-defined]


def test_grad_is_taken_over_only_if_nobody_else_has_it() -> None:
    x = torch.ones(3, requires_grad=True)
    seen: list[Tensor] = []
    y = x * 2
    y.register_hook(seen.append)
    z = y * 1
    z.register_hook(seen.append)
    z.sum().backward()
    assert x.grad is not None
    x.grad.zero_()
    assert all(grad.tolist() != [0.0] * 3 for grad in seen)


def test_metadata_belongs_to_the_node() -> None:
    y = leaf(1.0) * 2
    assert y.grad_fn is not None
    y.grad_fn.metadata["place"] = "here"
    assert y.grad_fn.metadata == {"place": "here"}
