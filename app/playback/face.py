"""What a card shows of its node at the cursor, as plain data without Qt widgets.

The canvas paints a face, the inspector lists it, a screen reader speaks it. Two faces are equal
when they look alike, which is what the canvas's cache of pictures asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from PySide6.QtCore import QCoreApplication

from app.playback.inputs import InputFace, inputs_of, lacks
from app.playback.matrix import MatrixFace, derivative, matrix_face
from app.playback.outputs import has_grad, outputs_of, trouble
from app.playback.reach import Unreached, call_since_forward, reason, why_not_reached
from app.playback.sample import Sample, sample_of
from app.playback.words import headed, listed, said
from autograd_core.graph import packed
from autograd_core.graph.document import (
    OUT,
    SEPARATOR,
    Document,
    GroupData,
    LeafData,
    NodeData,
    NoteData,
    OpData,
    PortData,
    TapData,
)
from autograd_core.graph.ports import (
    definition_of,
    port_name,
    spec_of,
    state_of,
)
from autograd_core.graph.states import is_folded
from autograd_core.graph.steps import (
    Matrix,
    Problem,
    Ref,
    StepLog,
    Value,
    node_ref,
    one_line,
    port_ref,
)
from autograd_core.ops.spec import REQUIRED
from autograd_core.printing import Summary, array_repr, format_number

Status: TypeAlias = Literal["not run", "done", "failed", "caught", "blocked", "incomplete"]
GradState: TypeAlias = Literal["not run", "None", "zeros", "value"]

LEAF_CATEGORY, TAP_CATEGORY = "leaf", "tap"
GROUP_CATEGORY, PORT_CATEGORY, NOTE_CATEGORY = "subgraph", "port", "note"
LONGEST = 300
"""Characters of a leaf's text that are shown."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tensor as a card shows it: cells for a small one, lines of figures for a large one.

    `cells` has one row for `scalar` and `inline`, one for each row of a `grid`; `lines` has
    shape and dtype, range, mean and deviation for `statistics`, and the shape for `empty`.
    `sample` has some numbers of a large one. `value` is the tensor itself and takes no part in
    comparing.
    """

    kind: str
    shape: tuple[int, ...]
    dtype: str
    cells: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()
    nan_count: int = 0
    inf_count: int = 0
    zeros: bool = False
    sample: Sample | None = None
    value: Value | None = field(default=None, compare=False, repr=False)

    @property
    def loud(self) -> bool:
        """Whether there is a NaN or an infinity in it."""
        return bool(self.nan_count or self.inf_count)

    @property
    def text(self) -> str:
        """On one line."""
        return one_line(self.value.summary) if self.value is not None else ", ".join(self.lines)


@dataclass(frozen=True, slots=True)
class OutputFace:
    """One output of a node. Facts are None while the node has not run."""

    port: str
    tile: Tile | None = None
    requires_grad: bool | None = None
    is_leaf: bool | None = None
    grad_fn: str | None = None
    version: int = 0
    grad: Tile | None = None
    grad_state: GradState = "not run"
    name: str = ""
    trouble: str = ""
    """Why an instance has no value here, where it has several outputs."""
    failed: bool = False
    has_grad: bool = False
    """Whether it has a gradient at some step of the run; of the first it is not asked."""

    @property
    def said(self) -> str:
        """What people call the port."""
        return self.name or self.port


@dataclass(frozen=True, slots=True)
class NoteFace:
    """What is written on a note, and its colour."""

    text: str
    color: str


@dataclass(frozen=True, slots=True)
class Face:
    """A node at the cursor.

    `operation` is the operation's name, the text of a leaf's value, or what a tap reads;
    `settings` are the parameters that were written, as `2` or `dim=0`; `saved` is
    `"held"` or `"freed"` when tensors were saved for backward; `reached` the number of the Backward
    call whose gradient came here, `unreached` why none came though a backward has run; `error` the
    message as PyTorch words it. An `incomplete` node has no error but `lacks`: what is still to be
    done.
    """

    node: str
    title: str
    operation: str
    category: str
    status: Status
    is_leaf_node: bool
    inputs: tuple[InputFace, ...]
    outputs: tuple[OutputFace, ...]
    settings: str = ""
    error: str = ""
    caught: bool = False
    lacks: str = ""
    saved: str | None = None
    reached: int | None = None
    state: str = "on"
    unreached: Unreached | None = None
    collapsed: bool = False
    note: NoteFace | None = None
    waits_for: str = ""
    """The name of what it cannot run without, as that is muted or bypassed."""
    waits_state: str = "mute"
    in_no_grad: bool = False
    """Whether it lies in a no_grad region."""
    matrix: MatrixFace | None = None
    problem: Problem | None = field(default=None, compare=False, repr=False)

    @property
    def first(self) -> OutputFace:
        """The output that the card shows large."""
        return self.outputs[0]

    @property
    def has_value(self) -> bool:
        """Whether there is a value at one of the outputs."""
        return any(output.tile is not None for output in self.outputs)

    @property
    def is_open_right(self) -> bool:
        """Whether wires can start at the card: not at an output of a subgraph, seen from inside."""
        return self.category != PORT_CATEGORY or not self.inputs


def face_of(log: StepLog, cursor: int, document: Document, node: str) -> Face:
    """The face of a node at a cursor. Raises KeyError if the document has no such node."""
    data = document.nodes[node]
    about = log.fields(cursor, node_ref(node))
    status: Status = about.get("status") or "not run"
    ports = outputs_of(log, document, node) or (OUT,)
    problem: Problem | None = about.get("error")
    words = "" if problem is None else _worded(document, node, problem)
    inputs = inputs_of(document, data)
    incomplete = status == "incomplete"
    return Face(
        node=node,
        title=title_of(data),
        operation=operation_of(document, data),
        category=category_of(data),
        status=status,
        is_leaf_node=isinstance(data, LeafData),
        inputs=inputs,
        outputs=tuple(
            _output(document, port_ref(node, port), log, cursor, status, len(ports) > 1, i > 0)
            for i, port in enumerate(ports)
        ),
        settings=_settings(data),
        error="" if incomplete else words,
        caught=problem is not None and bool(problem.caught),
        lacks=lacks(document, data, inputs) or words if incomplete else "",
        saved=about.get("saved"),
        reached=call_since_forward(log, cursor, node),
        state=state_of(data),
        collapsed=is_folded(data),
        note=NoteFace(data.text, data.color) if isinstance(data, NoteData) else None,
        **(_waits(log, document, node) if status == "not run" else {}),
        unreached=why_not_reached(log, cursor, document, node),
        in_no_grad=document.in_no_grad(node),
        matrix=_matrix(log, cursor, document, node, about.get("matrix")),
        problem=problem,
    )


def _waits(log: StepLog, document: Document, node: str) -> dict[str, Any]:
    above = log.waiting.get(node)
    data = None if above is None else document.find(above)
    if above is None or data is None:
        return {}
    return {"waits_for": document.name(above), "waits_state": state_of(data)}


def state_word(state: str) -> str:
    """What is said of an operation that is passed by or not run; nothing of others."""
    return {
        "bypass": QCoreApplication.translate("Card", "bypassed"),
        "mute": QCoreApplication.translate("Card", "muted"),
    }.get(state, "")


def why_not_run(face: Face) -> str:
    """Why a card that has not run has not."""
    if face.state == "mute":
        return QCoreApplication.translate("Card", "muted: not run")
    if face.waits_for:
        said = QCoreApplication.translate("Card", "not run: {node} is muted")
        if face.waits_state == "bypass":
            said = QCoreApplication.translate("Card", "not run: {node} is bypassed")
        return said.format(node=face.waits_for)
    return QCoreApplication.translate("Card", "not run")


def _worded(document: Document, node: str, problem: Problem) -> str:
    """The message of a failure; one inside an instance after the name of where it happened."""
    words = said(problem.message)
    if problem.caught:
        words = QCoreApplication.translate("Card", "caught: {error}").format(error=words)
    if problem.node is None or problem.node == node or not document.definitions:
        return words
    inside = document.name(problem.node)
    inside = inside.removeprefix(document.name(node) + SEPARATOR)
    return headed(inside, words)


def title_of(data: NodeData) -> str:
    """The label, else the operation's name, the leaf's text, the tap's id."""
    if data.label:
        return data.label
    if isinstance(data, OpData):
        return data.op
    if isinstance(data, NoteData):
        return _short(data.text.partition("\n")[0])
    return _short(data.value) if isinstance(data, LeafData) else data.id


def operation_of(document: Document, data: NodeData) -> str:
    """The operation's name, the leaf's text, or the derivative that a tap is filled with."""
    if isinstance(data, TapData):
        return derivative(document, data.id)
    if isinstance(data, GroupData):
        inside = definition_of(document, data)
        title = data.definition if inside is None else inside.title
        return title if title != data.label else QCoreApplication.translate("Card", "subgraph")
    if isinstance(data, PortData):
        sides = {
            "input": QCoreApplication.translate("Card", "input"),
            "output": QCoreApplication.translate("Card", "output"),
        }
        return sides[data.side]
    if isinstance(data, NoteData):
        return QCoreApplication.translate("Card", "note")
    return data.op if isinstance(data, OpData) else _short(data.value)


def _short(text: str) -> str:
    """As much of a leaf's text as a card could show: it may have a million numbers."""
    if packed.is_packed(text):
        return packed.shown(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _settings(data: NodeData) -> str:
    return ", ".join(said for _, said in settings_of(data))


def settings_of(data: NodeData) -> list[tuple[str, str]]:
    """The parameters that were written, by name, and as they are said: what must be by itself,
    the rest as `dim=0`."""
    spec = spec_of(data)
    if spec is None or not isinstance(data, OpData):
        return []
    written = [param for param in spec.params if data.params.get(param.name)]
    return [
        (
            param.name,
            data.params[param.name]
            if param.default is REQUIRED
            else f"{param.name}={data.params[param.name]}",
        )
        for param in written
    ]


def _matrix(
    log: StepLog, cursor: int, document: Document, node: str, matrix: Matrix | None
) -> MatrixFace | None:
    if matrix is None:
        return None
    return matrix_face(matrix, log.at(cursor, port_ref(node), "value"), document)


def category_of(data: NodeData) -> str:
    """The category of the operation; leaves have one of their own."""
    if isinstance(data, LeafData):
        return LEAF_CATEGORY
    if isinstance(data, TapData):
        return TAP_CATEGORY
    if isinstance(data, GroupData | PortData):
        return GROUP_CATEGORY if isinstance(data, GroupData) else PORT_CATEGORY
    if isinstance(data, NoteData):
        return NOTE_CATEGORY
    spec = spec_of(data)
    return "" if spec is None else spec.category


def _output(
    document: Document,
    ref: Ref,
    log: StepLog,
    cursor: int,
    status: Status,
    several: bool,
    is_other: bool,
) -> OutputFace:
    node, port = ref.path
    fields: dict[str, Any] = log.fields(cursor, ref)
    value: Value | None = fields.get("value")
    is_group = isinstance(document.nodes[node], GroupData)
    name = port_name(document, node, port) if is_group else ""
    with_grad = is_other and has_grad(log, ref)
    if value is None or (status in ("not run", "blocked", "incomplete") and not is_group):
        asleep = status == "not run" and state_of(document.nodes[node]) != "on"
        known = is_group and several and not asleep  # else the whole card says it
        why, failed = trouble(log, cursor, ref) if known else ("", False)
        return OutputFace(port, name=name, trouble=why, failed=failed, has_grad=with_grad)
    grad: Value | None = fields.get("grad")
    tile = None if grad is None else tile_of(grad)
    state: GradState = "None" if tile is None else "zeros" if tile.zeros else "value"
    return OutputFace(
        port,
        tile_of(value),
        fields.get("requires_grad"),
        fields.get("is_leaf"),
        (fields.get("grad_fn") or "").rpartition("::")[2] or None,
        fields.get("version", 0),
        tile,
        state,
        name,
        has_grad=with_grad,
    )


def tile_of(value: Value) -> Tile:
    """The tile of a tensor."""
    found = value.summary
    if found.kind in ("statistics", "empty"):
        lines = _figures(found, value.dtype)
        zeros = found.minimum == 0 and found.maximum == 0 and not found.nan_count
        zeros = zeros and not found.inf_count
    else:
        lines = ()
        zeros = all(cell in ("0", "-0", "False") for row in found.cells for cell in row)
    return Tile(
        found.kind,
        found.shape,
        value.dtype,
        found.cells,
        lines,
        found.nan_count,
        found.inf_count,
        zeros,
        sample_of(value) if found.kind == "statistics" else None,
        value,
    )


def _figures(found: Summary, dtype: str) -> tuple[str, ...]:
    name = dtype.removeprefix("torch.")
    head = f"{' × '.join(map(str, found.shape))}  {name}"
    if found.kind == "empty":
        return (f"[] {head}",)
    if found.minimum is None or found.maximum is None:
        return (head,)
    lines = [head, f"{format_number(found.minimum)} … {format_number(found.maximum)}"]
    if found.mean is not None:
        deviation = "" if found.std is None else f" ± {format_number(found.std)}"
        lines.append(f"mean {format_number(found.mean)}{deviation}")
    return tuple(lines)


def whole(value: Value, grad_fn: str | None = None, requires_grad: bool = False) -> str:
    """The tensor as PyTorch prints it; its figures where the log has dropped the numbers."""
    array = value.array
    if array is None:
        return "\n".join(_figures(value.summary, value.dtype))
    suffixes: tuple[str, ...] = ()
    if grad_fn is not None:
        suffixes = (f"grad_fn=<{grad_fn}>",)
    elif requires_grad:
        suffixes = ("requires_grad=True",)
    return array_repr(array, dtype=value.dtype, suffixes=suffixes)


def spoken(face: Face, why: str = "") -> str:
    """The face in words, for a screen reader: `mul y: value [3, 8], grad_fn MulBackward0`.

    `why` says at length why no gradient came (`reach.full_reason`), where it is known.
    """
    translate = QCoreApplication.translate
    if face.note is not None:
        return translate("Card", "note: {text}").format(text=face.note.text)
    head = face.title if face.title == face.operation else f"{face.operation} {face.title}"
    first = face.first
    facts: list[str] = []
    if face.error:
        words = "{message}" if face.caught else translate("Card", "error: {message}")
        facts.append(words.format(message=face.error))
    if first.tile is not None:
        facts.append(translate("Card", "value {value}").format(value=first.tile.text))
        if first.requires_grad and first.is_leaf:
            facts.append(translate("Card", "leaf, requires grad"))
        elif first.grad_fn is not None:
            facts.append(f"grad_fn {first.grad_fn}")
        if face.matrix is not None:
            facts.append(face.matrix.facts)
        if first.grad is not None:
            facts.append(f"grad {first.grad.text}")
        if face.unreached is not None:
            said_why = why or reason(face.unreached)
            facts.append(translate("Card", "no gradient: {why}").format(why=said_why))
    elif face.status == "blocked":
        facts.append(translate("Card", "waits for its inputs"))
    elif face.lacks:
        facts.append(face.lacks)
    elif not face.error:
        facts.append(why_not_run(face))
    for output in face.outputs[1:]:
        what = output.trouble if output.tile is None else output.tile.text
        facts += [headed(output.said, what)] if what else []
    return headed(head, listed(facts))
