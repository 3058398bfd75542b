"""What the workbench says about what was found."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.playback.words import said
from autograd_core.graph.derivatives import Determinant, Findings, Hessian, Way, added_up
from autograd_core.graph.document import Document
from autograd_core.graph.steps import one_line
from autograd_core.printing import format_number, summary
from autograd_core.storage import Array

ROUNDING = 1e-3
"""Differences up to this share of the greatest number may come from rounding."""
CHARACTERS = 64




def in_short(array: Array | None) -> str:
    """An array on one line; None as backward gives it."""
    if array is None:
        return "None"
    text = one_line(summary(array))
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…"


def listed(array: Array | None, ends: int = 3) -> str:
    """The elements of a vector, or some at its beginning and as many at its end."""
    if array is None or array.ndim != 1:
        return in_short(array)
    numbers = array.tolist()
    if len(numbers) <= 2 * ends + 1:
        texts = list(map(format_number, numbers))
    else:
        first, last = numbers[:ends], numbers[-ends:]
        texts = [*map(format_number, first), "…", *map(format_number, last)]
    return f"[{', '.join(texts)}]"


def joined(sentences: Iterable[str]) -> str:
    """Sentences as one text; a Chinese full stop has its space in itself."""
    return " ".join(filter(None, sentences)).replace("。 ", "。")


def way_text(way: Way, document: Document, first: str, last: str) -> str:
    """Why no gradient gets from `last` back to `first` (names of tensors)."""
    translate = QCoreApplication.translate
    at = "" if way.node is None else document.name(way.node)
    if way.stop == "no_derivative" and at:
        text = translate(
            "Workbench", "No gradient gets from {last} to {first}: {node} gives none back."
        )
    else:
        text = {
            "": "",
            "no_path": translate("Workbench", "No path leads from {first} to {last}."),
            "untracked": translate("Workbench", "{first} was made not to require grad."),
            "detached": translate(
                "Workbench", "The way from {first} to {last} is cut at {node}: detached there."
            ),
            "no_grad": translate(
                "Workbench",
                "The way from {first} to {last} is cut at {node}: it runs under no_grad.",
            ),
            "integer": translate(
                "Workbench",
                "The way from {first} to {last} is cut at {node}: it has no derivative, as it "
                "gives whole numbers.",
            ),
            "no_derivative": translate("Workbench", "No gradient gets from {last} to {first}."),
        }[way.stop]
    return text.format(first=first, last=last, node=at)


def determinant_text(determinant: Determinant | None, rows: int, columns: int) -> str:
    """The determinant, or why there is none."""
    translate = QCoreApplication.translate
    size = f"{rows} × {columns}"
    if not rows or not columns:
        return translate("Workbench", "{size}: no elements").format(size=size)
    if rows != columns:
        return translate("Workbench", "{size} is not square: no determinant").format(size=size)
    if determinant is None:
        return size
    value = determinant.value
    if determinant.sign and math.isfinite(determinant.log10) and (math.isinf(value) or not value):
        sign = "-" if determinant.sign < 0 else ""
        power = math.floor(determinant.log10)
        number = f"{sign}{10 ** (determinant.log10 - power):.4g} × 10^{power}"
    else:
        number = format_number(value)
    return translate("Workbench", "{size}, det = {number}").format(size=size, number=number)


def difference_text(findings: Findings) -> str:
    """How what was added up differs from what the one backward brought, and why it may."""
    translate = QCoreApplication.translate
    apart = findings.difference
    if apart is None or findings.rows_added is None:
        return ""
    if apart == 0:
        return translate("Workbench", "Equal, to the last digit.")
    if math.isnan(apart):
        return translate(
            "Workbench",
            "They differ where J has nan or inf: 0 · inf is nan in the sum, and backward may never "
            "have made that product.",
        )
    finite = findings.rows_added[np.isfinite(findings.rows_added)]
    most = float(np.abs(finite).max(initial=0.0))
    number = format_number(apart)
    if apart <= ROUNDING * most:
        return translate(
            "Workbench",
            "They differ by {number} at most: numbers of {dtype} are rounded at every step, and "
            "backward adds in another order.",
        ).format(number=number, dtype=findings.dtype.removeprefix("torch."))
    return translate("Workbench", "They differ by {number}.").format(number=number)


def sum_so_far(findings: Findings, count: int) -> str:
    """v·J by its first rows."""
    if findings.v is None or findings.matrix is None:
        return ""
    return listed(added_up(findings.v, findings.matrix, count))


def hessian_text(hessian: Hessian) -> str:
    """Whether it is symmetric, its determinant, and what its eigenvalues say."""
    translate = QCoreApplication.translate
    count = len(hessian.matrix)
    texts = [determinant_text(hessian.determinant, count, count)]
    if hessian.asymmetry == 0:
        texts.append(translate("Workbench", "symmetric"))
    else:
        text = translate("Workbench", "symmetric but for {number}")
        texts.append(text.format(number=format_number(hessian.asymmetry)))
    if hessian.eigenvalues is not None:
        low, high = hessian.eigenvalues
        text = translate("Workbench", "eigenvalues from {low} to {high}: {kind}")
        texts.append(
            text.format(low=format_number(low), high=format_number(high), kind=_curved(low, high))
        )
    return "; ".join(texts)


def _curved(low: float, high: float) -> str:
    translate = QCoreApplication.translate
    zero = 1e-6 * max(abs(low), abs(high))
    if low > zero:
        return translate("Workbench", "curved upwards in every direction")
    if high < -zero:
        return translate("Workbench", "curved downwards in every direction")
    if low < -zero and high > zero:
        return translate("Workbench", "upwards in some directions, downwards in others")
    return translate("Workbench", "flat in some direction")


def matrix_text(found: Findings) -> str:
    """A line about J: its size and determinant."""
    if found.cancelled or not found.is_whole:
        return f"{found.rows} × {found.columns}"
    return determinant_text(found.determinant, found.rows, found.columns)


def remarks(
    found: Findings, document: Document, output: str, source: str, scalar: str
) -> list[str]:
    """What has to be known beside the numbers; the last says what state they are of."""
    translate = QCoreApplication.translate
    texts: list[str] = []
    if found.v_refused:
        texts.append(f"v: {said(found.v_refused)}")
    if found.cancelled:
        text = translate("Workbench", "Cancelled after {count} of {rows} rows.")
        texts.append(text.format(count=found.rows_done, rows=found.block.shape[0]))
    if found.way.stop:
        texts.append(way_text(found.way, document, source, output))
        texts.append(translate("Workbench", "So J is all zeros, and backward brings None."))
    if found.v_way.stop:
        texts.append(way_text(found.v_way, document, output, scalar))
        texts.append(translate("Workbench", "So v is all zeros."))
    if found.made_to_require_grad and not found.way.stop:
        text = translate(
            "Workbench",
            "{source} does not require grad; here it is made to, as "
            "torch.autograd.functional.jacobian does.",
        )
        texts.append(text.format(source=source))
    if found.hooked:
        texts.append(translate("Workbench", "Gradients pass the hooks, as in any backward."))
    behind = translate("Workbench", "As the last Forward left the graph; no .grad is touched.")
    end = translate("Workbench", "At the end of the actions; no .grad is touched.")
    return [*texts, end if found.at_end else behind]


def refusal_text(text: str, node: str | None, document: Document) -> str:
    """Why nothing can be computed, with the card whose fault it is."""
    name = "" if node is None else document.name(node)
    text = said(text)
    return text if not name or name in text else f"{name}: {text}"


def seconds_text(seconds: float) -> str:
    """A time with two or three digits: `85 µs`, `1.2 ms`, `3.4 s`."""
    for limit, factor, unit in ((1e-3, 1e6, "µs"), (1.0, 1e3, "ms")):
        if seconds < limit:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds:.3g} s"


def bytes_text(count: int) -> str:
    """An amount of memory: `24 B`, `3.8 MB`, `4 TB`."""
    size, units = float(count), ("B", "kB", "MB", "GB", "TB", "PB", "EB")
    for unit in units[:-1]:
        if size < 999.5:  # which three digits would round to 1e+03
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} {units[-1]}"
