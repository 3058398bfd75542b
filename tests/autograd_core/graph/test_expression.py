"""Expressions: what they can say, and that they can do nothing else."""

from __future__ import annotations

import numpy as np
import pytest

import autograd_core as torch
from autograd_core.graph.expression import (
    ExpressionError,
    evaluate,
    evaluate_index,
    is_random,
)
from autograd_core.graph.limits import Limits, TooLarge

HOSTILE = [
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "(lambda: 1)()",
    "[x for x in (1, 2)]",
    "open('/etc/passwd')",
    "eval('1')",
    "getattr(ones(1), 'numpy')",
    "ones(1).numpy()",
    "ones(1).__class__",
    "ones(1)._array",
    "ones(1).zero_()",
    "ones(1).backward()",
    "torch.autograd",
    "torch.__loader__",
    "f'{ones(1).__class__}'",
    "'{0.__class__}'.format(1)",
    "'a'.join(['b'])",
    "x := 3",
    "exec",
    "print(1)",
    "abs.__self__",
    "1 if (yield) else 2",
    "10 ** 10 ** 10",
    "'a' * 10 ** 9",
    "[0] * 10 ** 9",
    "f'{1:>9999999999}'",
    "(" * 500 + ")" * 500,
    "1j",
    "*[1, 2]",
    "",
    "import os",
    "a b",
    "\x00",
    "round(1, -10 ** 9)",
    "sum([[0] * 9999] * 9999, [])",
    "str([[0] * 9999] * 9999)",
    "[[0] * 9999] * 9999 == [[0] * 9999] * 9999",
    "(" + "[0] * 99999," * 9999 + ")",
    "f'" + "{1}" * 90_000 + "'",
    "'%999999999s' % 1",
    "'%*d' % (10 ** 9, 1)",
    "list(range(10 ** 9))",
    "max(range(10 ** 12))",
    "ones(9999999).tolist() + tuple(ones(9999999))",
    "int('f' * 99999, 16) ** 2",
    "math.factorial(10 ** 7)",
    "1" + "+1" * 140_000,
    "-" * 5000 + "1",
    "a" + "[0]" * 90_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:30])
def test_a_hostile_expression_gets_nowhere(text: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/3", 1 / 3),
        ("[1, -2.5, 1e3]", [1, -2.5, 1e3]),
        ("(1, 'a')", (1, "a")),
        ("2 ** 3 % 5", 3),
        ("1 < 2 < 3", True),
        ("pi if not False else e", np.pi),
        ("max([1, 2, 3])", 3),
        ("f'{1/3:.2f} {2!r}'", "0.33 2"),
        ("-inf", -np.inf),
        ("[1, 2, 3][-1]", 3),
        ("0 or [1]", [1]),
        ("math.exp(0) + math.sqrt(4)", 3.0),
        ("list(range(3))", [0, 1, 2]),
        ("'%.1f%%' % 12.34", "12.3%"),
        ("float('inf')", np.inf),
        ("  (1,\n 2)  ", (1, 2)),
    ],
)
def test_plain_values(text: str, value: object) -> None:
    assert evaluate(text) == value


def test_tensors_functions_methods_and_names() -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    names: dict[str, object] = {"x": x, "lr": 0.5}
    assert evaluate("(x * x).sum().item()", names) == 5.0
    assert evaluate("torch.exp(x)[0].item()", names) == pytest.approx(np.e)
    assert evaluate("x.grad", names) is None
    assert evaluate("x.shape", names) == (2,)
    assert evaluate("lr * x", names).tolist() == [0.5, 1.0]
    assert evaluate("ones(2, 3).sum(dim=0).tolist()", names) == [2.0, 2.0, 2.0]
    assert evaluate("torch.float64") is torch.float64
    assert evaluate("linspace(0, 1, 5)").tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_what_pytorch_raises_is_raised_in_its_words() -> None:
    with pytest.raises(RuntimeError, match=r"The size of tensor a \(2\) must match"):
        evaluate("ones(2) + ones(3)")
    with pytest.raises(IndexError):
        evaluate("[1, 2][5]")


@pytest.mark.parametrize(
    "text",
    [
        "ones(99999, 99999)",
        "ones(99999, 1) * ones(1, 99999)",
        "ones(1, 4999)[[0] * 4999]",
        "ones(500, 500) @ ones(500, 99999)",
        "sum([ones(1000, 1000)] * 99999)",
        "ones(1000, 1000)" + " + ones(1000, 1000)" * 99,
    ],
    ids=lambda text: text[:40],
)
def test_sizes_are_refused_before_anything_is_computed(text: str) -> None:
    with pytest.raises(TooLarge, match=r"GB"):
        evaluate(text, limits=Limits(tensor_bytes=5 << 20))


def test_long_lists_of_numbers_are_read() -> None:
    text = str([[0.5, -1, 2e-3]] * 20_000)
    assert len(text) > 300_000
    assert evaluate(text)[-1] == [0.5, -1, 0.002]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("1 + lamda", 4),
        ("  1 + lamda", 6),
        ("'图' + lamda", 6),
        ("(1,\n lamda)", 5),
        (" 1 +* 2", 4),
        ("[1, 2; 3, 4]", 5),
        ("1 if 10 ** 10 ** 10 else 2", 5),
    ],
)
def test_the_error_says_where(text: str, column: int) -> None:
    with pytest.raises(ExpressionError) as error:
        evaluate(text)
    assert error.value.column == column


def test_an_error_in_an_index_is_where_it_is_in_the_index() -> None:
    with pytest.raises(ExpressionError, match="'lamda' is not defined") as error:
        evaluate_index("0, lamda")
    assert error.value.column == 3


def test_a_function_that_is_not_called_says_so() -> None:
    with pytest.raises(ExpressionError, match=r"'ones' is a function: call it, as ones\(...\)"):
        evaluate("ones")


@pytest.mark.parametrize(
    ("text", "random"),
    [
        ("torch.rand(2)", True),
        ("1 + randn(2).sum()", True),
        ("torch.normal(0., 1., (2,))", True),
        ("x.bernoulli()", True),
        ("randn_like(x)", True),
        ("ones(2)", False),
    ],
)
def test_what_draws_is_known(text: str, random: bool) -> None:
    assert is_random(text) is random


def test_a_node_is_printed_without_an_address_that_changes() -> None:
    x = torch.ones(2, requires_grad=True)
    y = x * x
    assert y.grad_fn is not None
    y.grad_fn.sequence_nr = 7
    expected = "<MulBackward0 object at 0x0000000000000007>"
    assert evaluate("f'{y.grad_fn}'", {"y": y}) == expected
    assert evaluate("str(y.grad_fn)", {"y": y}) == expected


def test_the_gradient_of_a_result_is_none_without_a_warning() -> None:
    x = torch.ones(2, requires_grad=True)
    assert evaluate("y.grad", {"y": x * x}) is None


def test_indices() -> None:
    assert evaluate_index("0, 1:, None, ...") == (0, slice(1, None), None, ...)
    assert evaluate_index("[0, 2]") == [0, 2]
    assert evaluate_index("::2") == slice(None, None, 2)
    with pytest.raises(ExpressionError):
        evaluate_index("0].__class__[0")


@pytest.mark.parametrize(
    "text", ["randn(9)", "randperm(9)", "normal(0., 1., (9,))", "ones(9).bernoulli(0.5)"]
)
def test_random_draws_come_from_the_given_stream(text: str) -> None:
    from autograd_core.random import Generator

    def drawn() -> list[float]:
        generator = Generator()
        generator.manual_seed(1)
        return evaluate(text, generator=generator).tolist()  # type: ignore[no-any-return]

    torch.manual_seed(5)
    state = torch.get_rng_state().tolist()
    assert drawn() == drawn()
    assert torch.get_rng_state().tolist() == state
