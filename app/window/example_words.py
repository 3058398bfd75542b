"""What the examples are called, and what there is to see in each."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.words import QT_TRANSLATE_NOOP


class Words(NamedTuple):
    """One example, in English.

    title: its name in the gallery and in the window's title.
    text: one or two sentences about what to look at.
    keywords: other words by which people look for it, with spaces between them.
    at: the cursor that its picture shows, from the end if negative; None for the step with the
        most gradients.
    """

    title: str
    text: str
    keywords: str
    at: int | None = None


WORDS: dict[str, Words] = {
    "01_sum_of_squares": Words(
        QT_TRANSLATE_NOOP("Examples", "Sum of squares"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "s is a scalar, so backward() needs no argument. Two gradients run from y back to x, "
            "one for each factor of x * x, and x.grad becomes their sum, [2, 2].",
        ),
        QT_TRANSLATE_NOOP("Examples", "scalar backward derivative"),
    ),
    "02_tracking_on_and_off": Words(
        QT_TRANSLATE_NOOP("Examples", "Tracking on and off"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "The same x * 2, before and after x.requires_grad_(True): y is not tracked, z has a "
            "grad_fn. Below, an x that requires grad from the start.",
        ),
        QT_TRANSLATE_NOOP("Examples", "requires_grad_ track record"),
    ),
    "03_vector_backward": Words(
        QT_TRANSLATE_NOOP("Examples", "Backward from a vector"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "y is no scalar, so backward needs a gradient of the same shape. From v = [1, 10] it "
            "makes x.grad = [2, 20]: each element counts as much as v says.",
        ),
        QT_TRANSLATE_NOOP("Examples", "gradient argument grad_variables weights"),
    ),
    "04_detach_and_no_grad": Words(
        QT_TRANSLATE_NOOP("Examples", "detach and no_grad"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "The same sum three times: tracked, under no_grad, and behind detach. The gradient "
            "passes through the first only, so x.grad is [2, 2] and not [6, 6]; what stays grey "
            "says why.",
        ),
        QT_TRANSLATE_NOOP("Examples", "stop cut off evaluate inference separate"),
        at=-1,
    ),
    "05_data_after_2x": Words(
        QT_TRANSLATE_NOOP("Examples", "Changing x.data after 2x"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "x.data *= 100 changes the value of x, and is not recorded. The derivative of 2x does "
            "not depend on x: x.grad is 2, as it should be, though x is 100.",
        ),
        QT_TRANSLATE_NOOP("Examples", "in-place overwrite value"),
    ),
    "06_data_after_x_times_x": Words(
        QT_TRANSLATE_NOOP("Examples", "Changing x.data after x·x"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "Here backward needs the x that forward has seen, which was 1. It finds 100 and does "
            "not notice: x.grad is 200 instead of 2, without any error.",
        ),
        QT_TRANSLATE_NOOP("Examples", "in-place overwrite saved wrong silent"),
    ),
    "07_in_place_on_a_leaf": Words(
        QT_TRANSLATE_NOOP("Examples", "In place on a leaf"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "x *= 100 fails on purpose: a leaf that requires grad must not be changed in place. "
            "Below is the remedy: w *= 100 under no_grad works, and the backward after it as well.",
        ),
        QT_TRANSLATE_NOOP("Examples", "RuntimeError error in-place no_grad"),
    ),
    "08_function_and_leaf": Words(
        QT_TRANSLATE_NOOP("Examples", "Functions and leaves"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "The same code without and with requires_grad=True. Above, y is a leaf and its grad_fn "
            "is None; below, its grad_fn is the MulBackward0 that made it.",
        ),
        QT_TRANSLATE_NOOP("Examples", "DAG graph grad_fn is_leaf"),
    ),
    "09_jacobian": Words(
        QT_TRANSLATE_NOOP("Examples", "The Jacobian and v·J"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "J has a row for each element of y, and a column for each of x; one backward makes one "
            "row. Then y.backward(v) goes there at once: x.grad is v·J, without any J.",
        ),
        QT_TRANSLATE_NOOP("Examples", "chain rule vector product partial derivatives matrix"),
        at=-1,
    ),
    "10_determinant": Words(
        QT_TRANSLATE_NOOP("Examples", "The Jacobian determinant"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "Polar coordinates: y = (r cos θ, r sin θ). J is square, so it has a determinant, "
            "which is r: that much larger an area becomes at this point.",
        ),
        QT_TRANSLATE_NOOP("Examples", "polar coordinates square matrix partial derivatives"),
        at=-1,
    ),
    "11_accumulation": Words(
        QT_TRANSLATE_NOOP("Examples", "Gradients accumulate"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "Three times forward and backward: x.grad goes from 2 to 4, as the second gradient is "
            "added to the first. Then it is set to zero, and becomes 2 again.",
        ),
        QT_TRANSLATE_NOOP("Examples", "zero_grad zero add up sum"),
        at=11,
    ),
    "12_second_order": Words(
        QT_TRANSLATE_NOOP("Examples", "Second order"),
        QT_TRANSLATE_NOOP(
            "Examples",
            "The derivative of x³ at 3 is 27, that of 3x² is 18. Above, both add up in x.grad: 45. "
            "Below, autograd.grad keeps them apart. With the autograd graph shown (A), each "
            "gradient has a graph of its own.",
        ),
        QT_TRANSLATE_NOOP(
            "Examples",
            "create_graph autograd.grad gradient of a gradient second derivative Hessian",
        ),
        at=12,
    ),
}
"""By the name of the file, without its ending."""


def words_of(name: str) -> Words:
    """The words for an example, by its file's name."""
    return WORDS[name.split(".")[0]]


def example_title(name: str) -> str:
    """What `01_sum_of_squares.gradcanvas` is called, in the language of the window."""
    return QCoreApplication.translate("Examples", words_of(name).title)


def example_text(name: str) -> str:
    """What there is to see in the example, in the language of the window."""
    return QCoreApplication.translate("Examples", words_of(name).text)


def example_keywords(name: str) -> list[str]:
    """Other words by which people look for it, in English and in the window's language."""
    words = words_of(name)
    return [words.keywords, QCoreApplication.translate("Examples", words.keywords)]
