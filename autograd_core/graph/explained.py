"""PyTorch's errors in plain words: what happened, why PyTorch refuses it, what may mend it.

One table. An error is met by its class and by its words, and the first entry that fits counts; the
most particular ones stand first. Named groups of the pattern can be used in the words. The remedies
are families: `remedies.py` and `mending.py` find out which of them apply to the graph at hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from autograd_core.graph.explained_autograd import AUTOGRAD
from autograd_core.graph.explanation import Explanation
from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.steps import Message
from autograd_core.graph.words import QT_TRANSLATE_NOOP

SHAPES = ("shape", "param")
DTYPES = ("dtype", "swap")

_SHAPE = (
    Explanation(
        RuntimeError,
        r"size of tensor a \((?P<a>\d+)\) must match the size of tensor b \((?P<b>\d+)\) at "
        r"non-singleton dimension (?P<dim>\d+)",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Element by element, shapes are lined up from the right: two sizes must be equal, or "
            "one of them 1 or missing. At dimension {dim} they are {a} and {b}.",
        ),
        SHAPES,
    ),
    Explanation(
        RuntimeError,
        r"shapes cannot be multiplied \((?P<a>\d+x\d+) and (?P<b>\d+x\d+)\)",
        QT_TRANSLATE_NOOP(
            "Steps",
            "A matrix product needs as many columns on the left as rows on the right. Here {a} "
            "meets {b}.",
        ),
        ("shape", "dtype"),
    ),
    Explanation(
        RuntimeError,
        "^size mismatch, got input|Expected size for first two dimensions|contraction dimension",
        QT_TRANSLATE_NOOP(
            "Steps",
            "A matrix product needs as many columns on the left as there are rows, or elements of "
            "a vector, on the right; batches need as many matrices on both sides.",
        ),
        ("shape",),
    ),
    Explanation(
        RuntimeError,
        "both arguments to \\w+ need to be at least 1D",
        QT_TRANSLATE_NOOP(
            "Steps",
            "A matrix product needs vectors or matrices; a scalar has no rows and columns. "
            "Multiplying element by element takes scalars.",
        ),
        ("swap", "shape"),
    ),
    Explanation(
        RuntimeError,
        r"shape '(?P<shape>.*)' is invalid for input of size (?P<count>\d+)",
        QT_TRANSLATE_NOOP(
            "Steps",
            "A new shape has to hold exactly as many elements as there are, {count}. One size may "
            "be -1: it is worked out from the others.",
        ),
        ("param",),
    ),
    Explanation(
        RuntimeError,
        "only one dimension can be inferred|don't multiply up to|ambiguous",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The sizes have to multiply up to the number of elements; only one may be -1, which "
            "is worked out.",
        ),
        ("param",),
    ),
    Explanation(
        RuntimeError,
        "view size is not compatible|Use .reshape",
        QT_TRANSLATE_NOOP(
            "Steps",
            "A view cannot copy, and this shape would need the elements in another order in "
            "memory. reshape copies where it has to.",
        ),
        ("swap", "shape"),
    ),
    Explanation(
        RuntimeError,
        "expanded size of the tensor|is not expandable to size|dims can not be smaller",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Only dimensions of size 1 can be repeated by broadcasting, and new ones come at the "
            "left.",
        ),
        SHAPES,
    ),
    Explanation(
        RuntimeError,
        "Sizes of tensors must match except|same number of dimensions|each tensor to be equal "
        "size|number of dimensions as",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The tensors have to have the same number of dimensions, and the same sizes but for "
            "the dimension that is joined or indexed.",
        ),
        ("param", "shape"),
    ),
    Explanation(
        Exception,
        "Dimension out of range|Dimension specified as",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The tensor has no such dimension. They are counted from 0, or from the right with "
            "-1 for the last.",
        ),
        ("param", "shape"),
    ),
    Explanation(
        RuntimeError,
        "multiple times in the list of dims|repeated dim|Duplicate dim|cannot be identical",
        QT_TRANSLATE_NOOP("Steps", "Each dimension may be named only once."),
        ("param",),
    ),
    Explanation(
        Exception,
        "square matri|must be square",
        QT_TRANSLATE_NOOP(
            "Steps", "Only a square matrix will do: as many rows as columns, in each of a batch."
        ),
        ("swap", "shape"),
    ),
    Explanation(
        Exception,
        "singular|not invertible|is zero",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The matrix is singular: its determinant is 0, some row is made of the others, and so "
            "there is no inverse. A pseudo-inverse there always is.",
        ),
        ("swap", "regularise"),
    ),
    Explanation(
        Exception,
        "positive-definite|failed to converge|ill-conditioned",
        QT_TRANSLATE_NOOP(
            "Steps",
            "This factorisation needs a matrix that is symmetric and positive definite, such as "
            "A @ A.T plus a little of the identity.",
        ),
        ("regularise", "swap"),
    ),
    Explanation(
        Exception,
        "Expected reduction dim|non-empty|Number of elements of source",
        QT_TRANSLATE_NOOP("Steps", "There are too few elements for this, or none at all."),
        ("shape", "param"),
    ),
    Explanation(
        Exception,
        r"dimensions? (input|tensor)|\dD|at least|-[dD] |-dimension|1 dimension|matrices or batches"
        "|must be a matrix|a matrix|zero-dim|to be a vector|Input must be|total dims|too many "
        "indices|or (more|fewer) dimensions|dimensionality|tensor dimension|should have dimension"
        "|can have only 1|supports scalars|not support scalars|spatial element",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The operation needs a tensor with another number of dimensions than this one has.",
        ),
        ("shape", "param", "swap"),
    ),
    Explanation(
        Exception,
        "must match|Incompatible|do not match|inconsistent t|[Mm]ismatch|channels"
        "|embedding dimension|batch_size|should contain|divisible|must be even|equal to the slice"
        "|incorrect size|should be equal to|must align|to sum exactly|must have (length|size)"
        "|to have (size|as many)|defined either for all|doesn't match the broadcast"
        "|expected input with shape"
        "|Padding size should be|dimensionality of sizes|same shape|expected sequence of length"
        "|not match|expected equal|shape .* got|[Tt]arget size|different to the input size|need to"
        "|no (larger|dimension of size)|must be of equal|same (number|slice|size|length)|smaller "
        "than|operands were|does not broadcast|cannot broadcast|allocated size|too (small|large "
        "relative)|one `x` value|be compatible|should match|matrix @ vector|total number of"
        "|one element|equal to the innermost|vector expected|same dimension|torch.Size",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Sizes that have to agree with each other, or with a parameter, do not. The message "
            "names them.",
        ),
        ("shape", "param"),
    ),
)

_DTYPE = (
    Explanation(
        Exception,
        r"not implemented for '(?P<dtype>\w+)'",
        QT_TRANSLATE_NOOP(
            "Steps", "The operation is not defined for {dtype} numbers. Another dtype will do."
        ),
        DTYPES,
    ),
    Explanation(
        Exception,
        "can't be cast to the desired|result type",
        QT_TRANSLATE_NOOP(
            "Steps",
            "An operation in place keeps the dtype of what it writes to, and the result would not "
            "fit in it. Write to a new tensor, or change the dtype first.",
        ),
        ("out_of_place", "dtype"),
    ),
    Explanation(
        Exception,
        "two bool tensors|on a bool tensor|does not support bool|Bool inputs",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Truth values are no numbers to PyTorch here. There are logical operations for them, "
            "or they can be made numbers.",
        ),
        ("swap", "dtype"),
    ),
    Explanation(
        Exception,
        "BoolTensor|boolean tensor|be a bool",
        QT_TRANSLATE_NOOP("Steps", "A mask is needed here: a tensor of True and False."),
        ("dtype",),
    ),
    Explanation(
        Exception,
        "same dtype|scalar type|Found dtype|dtype float32 and|expected .* to have dtype|different "
        "dtype|have the same type",
        QT_TRANSLATE_NOOP(
            "Steps", "Two tensors that have to have the same dtype do not. Convert one of them."
        ),
        ("dtype",),
    ),
    Explanation(
        Exception,
        "floating|float or double|Integer|integer inputs|infer output dtype|integral|int64|Long"
        "|long, |dtype to be|real number|to be integers|true division|used as indices|non-complex",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The operation wants numbers of another dtype: floats for what is continuous, "
            "integers for counts and indices.",
        ),
        ("dtype", "param", "swap"),
    ),
)

_VALUES = (
    Explanation(
        Exception,
        "Could not infer dtype|too many dimensions '",
        QT_TRANSLATE_NOOP(
            "Steps", "A tensor is made of numbers and truth values, in lists of the same length."
        ),
    ),
    Explanation(
        Exception,
        "out of bounds|out of range|exceeds dimension size|smaller than num_classes|invalid max "
        "index|in label range|maximum size for tensor",
        QT_TRANSLATE_NOOP(
            "Steps",
            "An index names a place that is not there. Places are counted from 0, so that the last "
            "one is the size minus 1.",
        ),
        ("index", "param", "shape"),
    ),
    Explanation(
        Exception,
        "[Oo]utput size|output_size(?! must be)|output sizes",
        QT_TRANSLATE_NOOP(
            "Steps", "With these parameters nothing, or less than nothing, would be left over."
        ),
        ("param", "shape"),
    ),
    Explanation(
        Exception,
        "should be between 0 and 1|negative entry",
        QT_TRANSLATE_NOOP(
            "Steps", "The elements have to be in a certain range, such as those of a probability."
        ),
        ("range", "param"),
    ),
    Explanation(
        Exception,
        "non-negative|negative dimension|must be greater|must be larger|nonzero|positive|negative"
        "|has to be|should be|in the range|must be in|must be [>0-9]|not allowed|less than|bounds?"
        " inconsistent|expects std|cannot be|not a valid value|unrecognized mode|must be either"
        "|can only be|supported|greater than|n_sample|should not be|must be defined|should be "
        "defined|requires specifying|must not be None|either none|but got|but found",
        QT_TRANSLATE_NOOP(
            "Steps", "A parameter has a value that is not allowed; the message says which ones are."
        ),
        ("param",),
    ),
)

_OTHER = (
    Explanation(
        Exception,
        "not differentiable|derivative (for|of)|automatic differentiation|once_differentiable|"
        "differentiated twice",
        QT_TRANSLATE_NOOP(
            "Steps",
            "PyTorch has no derivative for this. Detach what needs no gradient, or take another "
            "operation.",
        ),
        ("detach_inputs", "param", "remove_action"),
    ),
    Explanation(
        Exception,
        "not finite|nan values|NaN",
        QT_TRANSLATE_NOOP("Steps", "A NaN or an infinity has come up where a number is needed."),
        ("param",),
    ),
    Explanation(
        Exception,
        "valid indices|invalid index|shape of the mask|storage offset|stride 0",
        QT_TRANSLATE_NOOP(
            "Steps",
            "An index is made of whole numbers, slices, ..., None, or tensors of whole numbers or "
            "of truth values that fit the shape.",
        ),
        ("param", "dtype"),
    ),
    Explanation(
        Exception,
        "^einsum",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Each letter of the equation names one dimension, with one size wherever it stands; "
            "what stands behind the arrow has to stand before it.",
        ),
        ("param", "shape"),
    ),
    Explanation(
        Exception,
        "empty",
        QT_TRANSLATE_NOOP("Steps", "There are too few elements for this, or none at all."),
        ("shape", "param"),
    ),
    Explanation(
        RuntimeError,
        "ZeroDivisionError|zero, can't|by zero",
        QT_TRANSLATE_NOOP("Steps", "A whole number cannot be divided by 0."),
        ("dtype", "param"),
    ),
    Explanation(
        Exception,
        "cpu only|strided|pin_memory|CUDA|accelerator|device",
        QT_TRANSLATE_NOOP("Steps", "Here everything is computed on the CPU, on dense tensors."),
        ("param",),
    ),
    Explanation(
        Exception,
        "Can't call|deepcopy|resize variables|detach\\(\\)",
        QT_TRANSLATE_NOOP(
            "Steps", "Autograd tracks this tensor; take a detached one, which shares its numbers."
        ),
        ("detach_inputs", "remove_action"),
    ),
    Explanation(
        Exception,
        "[Ii]nvalid|Unrecogni|is not valid|must be one of|single Int|edge_order|opposites|not "
        "meaningful|doesn't take|dims? must|pivoting|start_dim|larger than|required|between"
        "|wrapping around|must be within|does not support|is unknown|length 1 or 2|[Nn]eed "
        "|expects? |Expected one of|must be no",
        QT_TRANSLATE_NOOP(
            "Steps", "A parameter has a value that is not allowed; the message says which ones are."
        ),
        ("param",),
    ),
    Explanation(
        ExpressionError,
        "",
        QT_TRANSLATE_NOOP(
            "Steps",
            "What is typed cannot be worked out. It may use numbers, the names of cards and of "
            "loops, and PyTorch's functions.",
        ),
        ("remove_action",),
    ),
    Explanation(
        Exception,
        "value cannot be converted|[Oo]verflow",
        QT_TRANSLATE_NOOP("Steps", "The number is too large for the dtype of the tensor."),
        ("dtype", "param"),
    ),
    Explanation(
        Exception,
        "Boolean value of Tensor|converted to Scalar|converted to Python scalars|to an index",
        QT_TRANSLATE_NOOP(
            "Steps", "One number is needed here, and the tensor has several or none."
        ),
        ("param",),
    ),
    Explanation(
        TypeError,
        "",
        QT_TRANSLATE_NOOP(
            "Steps", "Something of another kind is needed here: a tensor, a number or a list."
        ),
        ("param", "dtype"),
    ),
    Explanation(
        ZeroDivisionError, "", QT_TRANSLATE_NOOP("Steps", "Python cannot divide a number by zero.")
    ),
    Explanation(
        MemoryError, "", QT_TRANSLATE_NOOP("Steps", "There is not enough memory for this.")
    ),
    Explanation(
        Exception,
        "",
        QT_TRANSLATE_NOOP(
            "Steps",
            "PyTorch refuses this. Compare the shapes and dtypes on the cards above, and the "
            "parameters, with what the operation takes.",
        ),
        ("param", "dtype", "shape"),
    ),
)

TABLE = (*AUTOGRAD, *_SHAPE, *_DTYPE, *_VALUES, *_OTHER)
"""Every explanation, the most particular first."""


def explanation(error: Exception) -> Explanation:
    """The first entry that fits the error; the last one fits all."""
    words = str(error)
    return next(
        each
        for each in TABLE
        if isinstance(error, each.kind) and (not each.pattern or _read(each.pattern)(words))
    )


def explained(error: Exception) -> tuple[Message, tuple[str, ...]]:
    """The error in plain words, and the families of remedies that may apply."""
    found = explanation(error)
    match = _read(found.pattern)(str(error))
    args: dict[str, object] = {} if match is None else {**match.groupdict()}
    return Message(found.words, args), found.fixes


@lru_cache(maxsize=256)
def _read(pattern: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern, re.DOTALL).search
