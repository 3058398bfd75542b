"""What a proof says, in words."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.playback.words import clauses, headed
from app.window.proof.proving import Line, Proof
from app.window.workbench.wording import joined
from autograd_core.graph.proving.finite import Check
from autograd_core.graph.proving.torch_check import Twin
from autograd_core.graph.proving.verdicts import Difference
from autograd_core.storage import Array

Grade: TypeAlias = Literal["good", "explained", "bad", "open"]
SIGNS: dict[Grade, str] = {"good": "✓", "explained": "≈", "bad": "≠", "open": "…"}
BAD: frozenset[Difference] = frozenset({"written", "own", "unknown"})
FEW = 4


class Verdict(NamedTuple):
    """What came of something, in few words."""

    grade: Grade
    words: str

    @property
    def text(self) -> str:
        return f"{SIGNS[self.grade]} {self.words}"


def number(value: float) -> str:
    """A number with as many digits as float32 has."""
    return f"{value:.8g}"


def numbers(array: Array | None) -> str:
    """The first elements of an array."""
    if array is None or not array.size:
        return "–"
    shown = ", ".join(number(float(each)) for each in array.reshape(-1)[:FEW])
    more = ", …" if array.size > FEW else ""
    return f"[{shown}{more}]" if array.size > 1 else shown


def name_of(line: Line, proof: Proof) -> str:
    """The gradient, and the call that brought it."""
    claim, document = line.claim, proof.document
    root = proof.log.steps[claim.start].node
    text = QCoreApplication.translate("Proof", "{node}.grad, Backward {call} from {root}")
    return text.format(
        node=document.name(claim.node),
        call=claim.entry.call,
        root="?" if root is None else document.name(root),
    )


def short(difference: Difference) -> str:
    """A reason in a word or two."""
    translate = QCoreApplication.translate
    return {
        "float32": translate("Proof", "float32 rounding"),
        "kink": translate("Proof", "kink"),
        "jump": translate("Proof", "jump"),
        "cut": translate("Proof", "detached or under no_grad"),
        "written": translate("Proof", "written after forward"),
        "nan": translate("Proof", "NaN"),
        "own": translate("Proof", "not what forward says"),
        "unknown": translate("Proof", "unexplained"),
    }[difference]


def reason(check: Check, at: int) -> str:
    """Why the element number `at` of a check differs, with its numbers; empty if it does not."""
    difference = check.differences[at]
    if difference is None:
        return ""
    translate = QCoreApplication.translate
    templates = {
        "float32": translate(
            "Proof",
            "Rounding: in float32 autograd gives {ours}, in float64 {precise}, and finite "
            "differences {numeric}.",
        ),
        "kink": translate(
            "Proof",
            "A kink: the slope is {left} on one side and {right} on the other, so that there is "
            "no derivative here. Autograd takes {ours}, which lies between them.",
        ),
        "jump": translate(
            "Proof",
            "A jump: the function leaps here (finite differences give {numeric}), so that it has "
            "no derivative. Autograd gives {ours}.",
        ),
        "cut": translate(
            "Proof",
            "Part of the way goes through detach or no_grad. Finite differences see it and give "
            "{numeric}; no gradient flows there, so autograd gives {ours}. With that part held "
            "still, both agree.",
        ),
        "written": translate(
            "Proof",
            "Something was written after forward that autograd does not see (.data, or under "
            "no_grad): backward used the new contents. It gives {ours}; what forward computed has "
            "the derivative {numeric}. This gradient is wrong, silently.",
        ),
        "nan": translate("Proof", "The root is NaN here: differences of NaN say nothing."),
        "own": translate(
            "Proof",
            "The way goes through {functions}, whose backward somebody wrote: it makes the "
            "gradient {ours}, while forward has the derivative {numeric}. If the two are not meant "
            "to differ, backward is wrong.",
        ),
        "unknown": translate(
            "Proof", "Autograd gives {ours}, finite differences {numeric}: no reason was found."
        ),
    }
    precise = check.precise
    return templates[difference].format(
        ours=number(check.autograd[at]),
        numeric=number(check.numeric[at]),
        precise="–" if precise is None else number(precise[at]),
        left=number(check.left[at]),
        right=number(check.right[at]),
        functions=", ".join(check.own),
    )


def verdict(line: Line) -> Verdict:
    """What came of a line."""
    translate = QCoreApplication.translate
    if line.failed:
        return Verdict("bad", headed(translate("Proof", "could not be checked"), line.failed))
    check = line.check
    if check is None:
        return Verdict("open", translate("Proof", "not checked"))
    found = [each for each in check.differences if each is not None]
    if not found:
        return Verdict("good", translate("Proof", "agrees"))
    reasons = ", ".join(short(each) for each in dict.fromkeys(found))
    told = translate("Proof", "{count} of {all} differ: {reasons}").format(
        count=len(found), all=len(check.differences), reasons=reasons
    )
    return Verdict("bad" if BAD & set(found) else "explained", told)


def twin_of(line: Line, proof: Proof) -> Twin | None:
    """The tensor as PyTorch has it."""
    twins = () if proof.comparison is None else proof.comparison.twins
    return next((twin for twin in twins if twin.node == line.claim.node), None)


def torch_verdict(line: Line, proof: Proof) -> Verdict:
    """What PyTorch says of the tensor of a line."""
    translate = QCoreApplication.translate
    twin = twin_of(line, proof)
    if twin is None:
        return Verdict("open", translate("Proof", "not compared"))
    if twin.missing:
        return Verdict("bad", translate("Proof", "only one of both has a .grad"))
    if twin.apart:
        told = translate("Proof", "{count} elements differ, by up to {most}")
        most = number(max(twin.grad or 0.0, twin.value))
        return Verdict("bad", told.format(count=twin.apart, most=most))
    return Verdict("good", translate("Proof", "the same"))


def torch_line(proof: Proof) -> Verdict:
    """What PyTorch says of the whole program."""
    translate = QCoreApplication.translate
    found = proof.comparison
    if proof.torch == "absent":
        told = translate("Proof", "PyTorch is not installed: pip install torch")
        return Verdict("open", told)
    if proof.torch == "failed":
        return Verdict("open", headed(translate("Proof", "PyTorch gave no answer"), proof.why))
    if found is None:
        return Verdict("open", translate("Proof", "PyTorch has not been asked yet."))
    version = found.version.partition("+")[0]
    if found.error:
        told = translate("Proof", "PyTorch {version} ended the program with an error: {error}")
        return Verdict("bad", told.format(version=version, error=found.error))
    apart = [twin for twin in found.twins if not twin.agrees]
    if not apart and found.same_output:
        told = translate(
            "Proof",
            "PyTorch {version} has the same values and gradients, element by element, in {count} "
            "tensors, and printed the same.",
        )
        return Verdict("good", told.format(version=version, count=len(found.twins)))
    names = ", ".join(proof.document.name(twin.node) for twin in apart)
    told = translate("Proof", "PyTorch {version} differs").format(version=version)
    output = "" if found.same_output else translate("Proof", "what was printed")
    return Verdict("bad", headed(told, clauses(filter(None, (names, output)))))


def overall(proof: Proof) -> Verdict:
    """The whole proof in a sentence or two."""
    translate = QCoreApplication.translate
    lines, found = proof.lines, [verdict(line).grade for line in proof.lines]
    if proof.finished and not lines:
        none = translate("Proof", "No tensor has a .grad: there is nothing to be proved.")
        return Verdict("open", none)
    grade: Grade
    checked = [line.check for line in lines if line.check is not None]
    elements = sum(len(check.places) for check in checked)
    grade, count = "good", len(lines)
    if "bad" in found:
        grade, count = "bad", found.count("bad")
    elif not proof.finished or proof.cancelled or "open" in found:
        grade, count = "open", len(checked)
    elif "explained" in found:
        grade, count = "explained", found.count("explained")
    told = _told(grade).format(count=count, all=len(lines), elements=elements)
    return Verdict(grade, told)


def _told(grade: Grade) -> str:
    translate = QCoreApplication.translate
    return {
        "good": translate(
            "Proof",
            "Gradients that are what finite differences say: {count} of {all}, in {elements} "
            "elements.",
        ),
        "explained": translate(
            "Proof",
            "Gradients that differ from finite differences, for a known reason: {count} of {all}.",
        ),
        "bad": translate(
            "Proof", "Gradients that are not what finite differences say: {count} of {all}."
        ),
        "open": translate("Proof", "Gradients that have been checked: {count} of {all}."),
    }[grade]


def method(proof: Proof) -> str:
    """How it was done."""
    translate = QCoreApplication.translate
    text = translate(
        "Proof",
        "For each element x of a leaf the program is run again with x + h and x − h, and "
        "(f(x + h) − f(x − h)) / 2h is compared with what backward deposited.",
    )
    if proof.is_precise:
        more = translate("Proof", "This is done in float64.")
    else:
        more = translate(
            "Proof", "The program does not run in float64, so that less can be told apart."
        )
    return joined((text, more))


def spread_words(line: Line) -> str:
    """How many of the elements were looked at, where it was not all of them."""
    check = line.check
    if check is None or len(check.places) == check.size:
        return ""
    text = QCoreApplication.translate("Proof", "{count} of {all} elements, spread evenly")
    return text.format(count=len(check.places), all=check.size)


def place_name(line: Line, at: int) -> str:
    """The index of an element: `[2, 3]`; of a scalar nothing."""
    check, amount = line.check, line.claim.entry.amount
    if check is None or amount is None:
        return ""
    index = np.unravel_index(int(check.places[at]), amount.shape or (1,))
    return f"[{', '.join(str(int(i)) for i in index)}]" if amount.shape else "[]"
