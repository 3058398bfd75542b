"""What autograd, hooks and optimizers refuse, in plain words; see `explained.py`."""

from __future__ import annotations

from autograd_core.errors import (
    FreedBuffersError,
    LeafInPlaceError,
    NoGradError,
    SavedTensorModifiedError,
    ScalarOnlyError,
    ShapeMismatchError,
    UnusedInputError,
    ViewInPlaceError,
)
from autograd_core.graph.explanation import Explanation
from autograd_core.graph.words import QT_TRANSLATE_NOOP

AUTOGRAD = (
    Explanation(
        ScalarOnlyError,
        "",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Only a scalar has an obvious starting gradient, 1. For any other tensor say which "
            "combination of its elements to differentiate: a gradient of the same shape.",
        ),
        ("gradient_ones", "sum_first", "mean_first"),
    ),
    Explanation(
        FreedBuffersError,
        "",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Backward frees what forward saved. Run forward again before this backward, or let "
            "the earlier backward keep it (retain_graph).",
        ),
        ("forward_again", "retain_graph"),
    ),
    Explanation(
        LeafInPlaceError,
        "^a view",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The view shares its memory with a leaf that requires grad: written in place, the leaf "
            "would no longer be a leaf. Write to a copy, or under no_grad.",
        ),
        ("clone_first", "out_of_place", "write_in_no_grad", "write_data"),
    ),
    Explanation(
        LeafInPlaceError,
        "",
        QT_TRANSLATE_NOOP(
            "Steps",
            "A leaf that requires grad is where gradients end up; written in place it would no "
            "longer be a leaf. Write under no_grad, or to its .data.",
        ),
        ("write_in_no_grad", "write_data", "clone_first", "out_of_place"),
    ),
    Explanation(
        NoGradError,
        "",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Nothing above this tensor requires grad, or it was detached or made under no_grad: "
            "there is no graph to go back through.",
        ),
        ("remove_detach", "leave_no_grad", "require_grad"),
    ),
    Explanation(
        SavedTensorModifiedError,
        "",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Backward needs the value that was saved in forward, but it was written to since. "
            "Write before it is used, or write to a copy.",
        ),
        ("out_of_place", "write_copy", "write_after", "forward_again", "save_copy"),
    ),
    Explanation(
        ShapeMismatchError,
        "",
        QT_TRANSLATE_NOOP("Steps", "The gradient must have the shape of the tensor."),
        ("gradient_ones", "gradient_none"),
    ),
    Explanation(
        UnusedInputError,
        "",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The output was not computed from this input, so there is no derivative by it. Ask "
            "for other inputs, or wire it in.",
        ),
        ("used_inputs", "remove_action"),
    ),
    Explanation(
        ViewInPlaceError,
        "multiple views",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The operation gave several views of one tensor at once. Written in place, autograd "
            "could not tell their histories apart. Write to a copy.",
        ),
        ("clone_first", "out_of_place"),
    ),
    Explanation(
        ViewInPlaceError,
        "",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The view was made under no_grad and is written where autograd records: it could mean "
            "either. Do both inside no_grad, or both outside, or write to a copy.",
        ),
        ("clone_first", "out_of_place", "write_in_no_grad"),
    ),
    Explanation(
        RuntimeError,
        "more than one element of the written-to tensor|refer to a single memory location",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Several elements of this tensor are one place in memory (expand only repeats what is "
            "seen), so a write would have no clear result. Write to a copy.",
        ),
        ("clone_first", "out_of_place"),
    ),
    Explanation(
        RuntimeError,
        "One of the differentiated Tensors does not require grad",
        QT_TRANSLATE_NOOP(
            "Steps", "A derivative is asked for by a tensor that autograd does not track."
        ),
        ("inputs_require_grad", "used_inputs"),
    ),
    Explanation(
        RuntimeError,
        "argument to .* cannot be empty",
        QT_TRANSLATE_NOOP("Steps", "Say by which tensors to differentiate, or leave it open."),
        ("all_inputs", "remove_action"),
    ),
    Explanation(
        RuntimeError,
        "retain_grad on Tensor that has|register a hook on a tensor that",
        QT_TRANSLATE_NOOP(
            "Steps",
            "No gradient ever comes to a tensor that does not require grad: there is nothing to "
            "keep and nothing to hook.",
        ),
        ("remove_detach", "leave_no_grad", "require_grad", "remove_action"),
    ),
    Explanation(
        Exception,
        "^hook .* has changed the|but hook returned|replace a None gradient|incorrect number of",
        QT_TRANSLATE_NOOP(
            "Steps",
            "What a hook returns takes the place of the gradient, so it must be a tensor with the "
            "same shape and dtype; None leaves the gradient as it is.",
        ),
        ("hook_looks", "remove_action"),
    ),
    Explanation(
        RuntimeError,
        "requires_grad flags of leaf variables",
        QT_TRANSLATE_NOOP(
            "Steps",
            "Whether a result requires grad follows from its inputs; only a leaf can choose. "
            "detach() gives a tensor without history.",
        ),
        ("remove_action",),
    ),
    Explanation(
        RuntimeError,
        "floating point and complex dtype can require|dtype can require gradients",
        QT_TRANSLATE_NOOP(
            "Steps",
            "A gradient is made of small changes, and an integer or a truth value cannot change a "
            "little. Make it a float, or do without its gradient.",
        ),
        ("leaf_float", "do_not_track", "remove_action"),
    ),
    Explanation(
        RuntimeError,
        "tensor that requires gradients must be floating point",
        QT_TRANSLATE_NOOP("Steps", "A tensor that requires grad can hold floats only."),
        ("remove_action",),
    ),
    Explanation(
        Exception,
        "assign a gradient|assigned grad|assign Variable as its own grad",
        QT_TRANSLATE_NOOP(
            "Steps",
            "A .grad has the shape and the dtype of its tensor, one number for each of its "
            "elements; or it is None.",
        ),
        ("grad_none", "remove_action"),
    ),
    Explanation(
        Exception,
        "can't optimize a non-leaf|empty parameter list|optimizer can only optimize|appear in more",
        QT_TRANSLATE_NOOP(
            "Steps",
            "An optimizer writes leaves, whose .grad a backward fills: it needs at least one, and "
            "no results of operations.",
        ),
        ("optimize_leaves", "remove_action"),
    ),
    Explanation(
        Exception,
        "^Invalid (learning|epsilon|beta|weight_decay|momentum|rho|lr|alpha)|^Nesterov",
        QT_TRANSLATE_NOOP("Steps", "An option of the optimizer has a value that is not allowed."),
        ("default_options", "remove_action"),
    ),
    Explanation(
        TypeError,
        "__init__\\(\\) got|unexpected keyword",
        QT_TRANSLATE_NOOP("Steps", "There is no option of that name."),
        ("default_options", "param"),
    ),
    Explanation(
        RuntimeError,
        "moved into the graph interior",
        QT_TRANSLATE_NOOP(
            "Steps",
            "The leaf became the result of an operation after forward used it, so its gradient "
            "has nowhere to go.",
        ),
        ("forward_again",),
    ),
)
