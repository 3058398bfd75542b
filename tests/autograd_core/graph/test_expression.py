"""Expressions: what they can say, and that they can do nothing else."""

from __future__ import annotations

import time

import numpy as np
import pytest

import autograd_core as torch
from autograd_core.graph.expression import ExpressionError, evaluate, evaluate_index
from autograd_core.graph.limits import TooLarge

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
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:30])
def test_a_hostile_expression_gets_nowhere(text: str) -> None:
    start = time.monotonic()
    with pytest.raises(ExpressionError):
        evaluate(text)
    assert time.monotonic() - start < 1.0


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


@pytest.mark.parametrize("text", ["ones(99999, 99999)", "ones(99999, 1) * ones(1, 99999)"])
def test_sizes_are_refused_before_anything_is_computed(text: str) -> None:
    with pytest.raises(TooLarge, match=r"the limit is 2\.0 GB"):
        evaluate(text)


def test_the_error_says_where() -> None:
    with pytest.raises(ExpressionError, match="'lamda' is not defined") as error:
        evaluate("1 + lamda")
    assert error.value.column == 4


def test_indices() -> None:
    assert evaluate_index("0, 1:, None, ...") == (0, slice(1, None), None, ...)
    assert evaluate_index("[0, 2]") == [0, 2]
    assert evaluate_index("::2") == slice(None, None, 2)
    with pytest.raises(ExpressionError):
        evaluate_index("0].__class__[0")


def test_random_draws_come_from_the_given_stream() -> None:
    from autograd_core.random import Generator

    def drawn() -> list[float]:
        generator = Generator()
        generator.manual_seed(1)
        return evaluate("randn(3)", generator=generator).tolist()  # type: ignore[no-any-return]

    assert drawn() == drawn()
