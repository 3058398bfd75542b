"""What somebody types where an operation is looked for, and that is a value: `3`, `[1, 2; 3, 4]`,
`w = randn(2, 3)`. It makes a leaf."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.widgets.checks import check_name, tensor_of
from autograd_core.graph.expression import is_random
from autograd_core.graph.typed import NoValue, typed
from autograd_core.tensor import Tensor

FULL_WIDTH = str.maketrans("，；（）［］【】＝：．－＋＊／　", ",;()[][]=:.-+*/ ")
"""Signs as a Chinese keyboard types them, and as Python reads them."""
_NAMED = re.compile(r"\s*(\w+)\s*=(?!=)\s*(.+)", re.DOTALL)
_LONGEST = 40
_BEGINS = re.compile(r"[-+~]?[\d.(\[]|torch\.")


class LeafText(NamedTuple):
    """A leaf as it was typed; `label` None takes a free letter. `shown` is how its value prints,
    `is_plain` says that it can be meant as nothing else."""

    value: str
    label: str | None
    dtype: str | None
    requires_grad: bool
    shown: str
    is_plain: bool


def leaf_of(text: str) -> LeafText | None:
    """The leaf that a text says; None where it says none."""
    text = text.translate(FULL_WIDTH).strip()
    named = _NAMED.fullmatch(text)
    label = named.group(1) if named else None
    text = named.group(2) if named else text
    called = "(" in text and text.endswith((")", "]"))
    begins = bool(_BEGINS.match(text))
    if any(text.count(a) != text.count(b) for a, b in ("()", "[]")):
        return None  # there is more to come
    if not text or not (begins or called or named or text.isidentifier()):
        return None
    if label is not None and (not label.isidentifier() or check_name(label)):
        return None
    try:
        made = typed(text)
    except NoValue:
        return None
    tensor, wrong = tensor_of(made.value, {})
    if wrong:
        return None
    is_bool = tensor is not None and str(tensor.dtype) == "torch.bool"
    dtype = None if is_bool else made.dtype
    plain = begins or called or label is not None
    return LeafText(made.value, label, dtype, made.requires_grad, _shown(made.value, tensor), plain)


def _shown(value: str, tensor: Tensor | None) -> str:
    """What the text makes, in short; of what is drawn at random the shape."""
    if tensor is None or is_random(value):
        return "" if tensor is None else str(list(tensor.shape))
    printed = " ".join(repr(tensor).split()).removeprefix("tensor(").removesuffix(")")
    shape = f" {list(tensor.shape)}"
    return printed if len(printed) <= _LONGEST else f"{printed[: _LONGEST - len(shape)]}…{shape}"
