"""What is wrong with a text that is being typed, before it becomes part of the document.

Only what can be said at once is checked, within small limits; the rest the run says, at its node.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.playback.words import said
from autograd_core import dtypes
from autograd_core.graph.expression import (
    ExpressionError,
    as_tensor,
    evaluate,
    evaluate_index,
)
from autograd_core.graph.limits import Limits, TooLarge
from autograd_core.graph.problems import EXPECTED, wording
from autograd_core.ops.spec import Param
from autograd_core.random import Generator
from autograd_core.tensor import Tensor

SMALL = Limits(tensor_bytes=4 << 20)
"""What is computed while typing; larger tensors are left to the run."""


def check_value(text: str) -> str:
    """What is wrong with a leaf's value: numbers, or an Expression without names."""
    _, wrong = tensor_of(text, {})
    return wrong


def check_name(text: str) -> str:
    """What is wrong with a node's name, which PyTorch code and Expressions use as it stands: an
    identifier of Python that is no keyword; empty for none."""
    name = text.strip()
    translate = QCoreApplication.translate
    if keyword.iskeyword(name):
        said = translate("Check", "“{name}” is a keyword of Python and cannot be a name.")
        return said.format(name=name)
    if name and not name.isidentifier():
        return translate(
            "Check", "A name is made of letters, digits and _, and starts with no digit."
        )
    return ""


def tensor_of(text: str, names: Mapping[str, object]) -> tuple[Tensor | None, str]:
    """The tensor that the text makes, and what is wrong with it; neither where it is too large
    to be made while typing."""
    try:
        return as_tensor(evaluate(text, names, generator=_generator(), limits=SMALL), None), ""
    except TooLarge:
        return None, ""
    except EXPECTED as error:
        return None, explained(error, text)


NOTHING: Mapping[str, object] = MappingProxyType({})


def check_number(text: str, names: Mapping[str, object] = NOTHING) -> str:
    """What is wrong with a number that stands in for a wire; empty leaves the port free. `names`
    are those that the run knows beside the nodes: of loops and of Let."""
    if not text.strip():
        return ""
    value, wrong = _value(text, names)
    if not wrong and (isinstance(value, bool) or not isinstance(value, int | float)):
        wrong = QCoreApplication.translate("Check", "A number is needed here.")
    return wrong


def check_param(param: Param, text: str, names: Mapping[str, object] = NOTHING) -> str:
    """What is wrong with a parameter's text; empty means its default. `names` as above."""
    if not text.strip() or param.type == "str":
        return ""
    if param.type == "index":
        try:
            evaluate_index(text, names, limits=SMALL)
        except EXPECTED as error:
            return explained(error, text)
        return ""
    value, wrong = _value(text, names)
    if wrong or (value is None and param.optional) or _fits(param.type, value):
        return wrong
    translate = QCoreApplication.translate
    return {
        "int": translate("Check", "A whole number is needed here."),
        "dim": translate("Check", "A dimension is needed here: a whole number."),
        "dims": translate("Check", "Dimensions are needed here, such as 0 or (0, 1)."),
        "shape": translate("Check", "A shape is needed here, such as (2, 3)."),
        "bool": translate("Check", "True or False is needed here."),
        "dtype": translate("Check", "A dtype is needed here, such as torch.float32."),
    }.get(param.type, translate("Check", "A number is needed here."))


def _fits(kind: str, value: Any) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if kind in ("int", "dim"):
        return whole
    if kind in ("dims", "shape"):
        return whole or (
            isinstance(value, list | tuple) and all(isinstance(item, int) for item in value)
        )
    if kind in ("float", "number"):
        return isinstance(value, int | float)
    if kind == "bool":
        return isinstance(value, bool)
    return kind != "dtype" or isinstance(value, dtypes.DType)


def _value(text: str, names: Mapping[str, object]) -> tuple[Any, str]:
    try:
        return evaluate(text, names, generator=_generator(), limits=SMALL), ""
    except TooLarge:
        return None, QCoreApplication.translate("Check", "That is too large.")
    except EXPECTED as error:
        return None, explained(error, text)


def _generator() -> Generator:
    # of its own: what is only tried must not move anybody's random stream
    return Generator()


def explained(error: Exception, text: str) -> str:
    """The error for people, with the place where it is known."""
    message = said(wording(error))
    message = message[:1].upper() + message[1:]
    column = error.column if isinstance(error, ExpressionError) else -1
    if 0 <= column < len(text.rstrip()):
        text = QCoreApplication.translate("Check", "{message} (at character {place})")
        return text.format(message=message, place=column + 1)
    return message
