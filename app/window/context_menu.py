"""The menu of the canvas: what can be done with a card, or where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from app import theme
from app.commands import menu_title
from app.widgets.icons import icon
from app.widgets.mnemonics import keep_marked
from app.window.action_commands import ActionCommands, name_of
from app.window.graph_commands import GraphCommands
from app.window.menus import CommandActions
from autograd_core.graph import building
from autograd_core.graph.document import GroupData, LeafData, NoteData

ON_CARD = (
    "edit.value", "edit.table", "edit.image", "edit.rename",
    "edit.cut", "edit.copy", "edit.duplicate", "edit.delete", "edit.dissolve",
    "edit.collapse", "edit.bypass", "edit.mute",
    "view.fit_selection",
)  # fmt: skip
ON_SUBGRAPH = (
    "subgraph.open", "subgraph.unfold", "subgraph.retitle", "subgraph.independent",
)  # fmt: skip
IN_SUBGRAPH = ("subgraph.add_input", "subgraph.add_output", "subgraph.leave")
ON_REGION = (
    "edit.rename", "edit.no_grad", "edit.leave_no_grad",
    "edit.cut", "edit.copy", "edit.delete",
)  # fmt: skip
ON_NOTE = ("edit.value", "edit.cut", "edit.copy", "edit.duplicate", "edit.delete", "frame.add")
COLOURS = "frame.colour."
ON_CANVAS = (
    "edit.add", "note.add", "edit.paste",
    "edit.find_operation", "run.forward", "view.fit_all", "edit.select_all",
)  # fmt: skip


def canvas_menu(
    node: str,
    graph: GraphCommands,
    doing: ActionCommands,
    actions: CommandActions,
    parent: QWidget,
) -> QMenu:
    """The menu for a card, or for the canvas where `node` is empty."""
    menu = QMenu(parent)
    menu.setObjectName("canvasMenu")
    if isinstance(graph.session.document.nodes.get(node), NoteData):
        _add_commands(menu, ON_NOTE, actions)
        menu.addMenu(_colours(menu, actions))
    elif node:
        if isinstance(graph.session.document.nodes[node], GroupData):
            _add_commands(menu, ON_SUBGRAPH, actions)
            menu.addSeparator()
        _add_for_card(menu, node, graph, doing, actions)
        menu.addSeparator()
        _add_commands(menu, ON_CARD, actions)
    else:
        if graph.session.selection & graph.session.document.frames.keys():
            _add_commands(menu, ON_REGION, actions)
            menu.addMenu(_colours(menu, actions))
            menu.addSeparator()
        if graph.session.document.prefix:
            _add_commands(menu, IN_SUBGRAPH, actions)
            menu.addSeparator()
        _add_commands(menu, ON_CANVAS, actions)
    keep_marked(menu)
    return menu


def _colours(parent: QMenu, actions: CommandActions) -> QMenu:
    menu = QMenu(menu_title("Colour"), parent)
    menu.setObjectName("colours")
    _add_commands(menu, [each for each in actions.actions if each.startswith(COLOURS)], actions)
    keep_marked(menu)
    return menu


def _add_commands(menu: QMenu, commands: Iterable[str], actions: CommandActions) -> None:
    for command in commands:
        menu.addAction(actions.actions[command])


def _add_for_card(
    menu: QMenu, node: str, graph: GraphCommands, doing: ActionCommands, actions: CommandActions
) -> None:
    translate = QCoreApplication.translate
    session = graph.session
    document = session.document
    name = document.name(node)
    backward = menu.addAction(
        icon("backward", theme.current().gradient),
        translate("CanvasMenu", "Backward from {node}…").format(node=name),
    )
    backward.setObjectName("backward")
    backward.triggered.connect(lambda: graph.backward_from(node))
    jacobian = menu.addAction(
        icon("jacobian", theme.current().gradient),
        translate("CanvasMenu", "Jacobian of {node}…").format(node=name),
    )
    jacobian.setObjectName("jacobian")
    jacobian.triggered.connect(lambda: doing.jacobian_of(node))
    menu.addAction(actions.actions["run.workbench"])
    menu.addMenu(_actions_on(node, menu, doing))
    data = document.nodes[node]
    if isinstance(data, LeafData):
        tracked = menu.addAction("requires_grad")
        tracked.setObjectName("requires_grad")
        tracked.setCheckable(True)
        tracked.setChecked(data.requires_grad)
        text = translate("CanvasMenu", "Change requires_grad of {node}").format(node=name)
        tracked.triggered.connect(
            lambda on: session.do(building.change(document, node, requires_grad=on), text)
        )
    menu.addSeparator()
    no_grad = "edit.leave_no_grad" if document.in_no_grad(node) else "edit.no_grad"
    menu.addAction(actions.actions[no_grad])
    menu.addAction(actions.actions["subgraph.fold"])
    for way, title, each in (
        ("upstream", translate("CanvasMenu", "Select upstream"), document.upstream),
        ("downstream", translate("CanvasMenu", "Select downstream"), document.downstream),
    ):
        action = menu.addAction(title)
        action.setObjectName(way)
        action.triggered.connect(lambda _=False, reach=each: session.select(reach([node])))


def _actions_on(node: str, parent: QWidget, doing: ActionCommands) -> QMenu:
    """The actions that can be done to this card's tensor, at the end of the list."""
    translate = QCoreApplication.translate
    document = doing.session.document
    menu = QMenu(translate("CanvasMenu", "Add action"), parent)
    menu.setObjectName("actionsOn")
    menu.setIcon(icon("add"))
    name = name_of(document, node).text
    data = document.nodes[node]
    on = not (isinstance(data, LeafData) and data.requires_grad)
    entries: list[tuple[str, str, str, Callable[[], None]]] = [
        ("assign", "assign", translate("CanvasMenu", "Assign to {node}…").format(node=name),
         lambda: doing.assign_to(node)),
        ("track", "grad", f"{name}.requires_grad_({on})", lambda: doing.track(node, on)),
        ("hook", "hook", translate("CanvasMenu", "Hook on {node}…").format(node=name),
         lambda: doing.hook_on(node)),
        ("print", "print", f"print({name})", lambda: doing.print_node(node)),
    ]  # fmt: skip
    if not isinstance(data, LeafData):
        entries.append(("retain", "keep", f"{name}.retain_grad()",
                        lambda: doing.keep_grad(node, True)))  # fmt: skip
    if isinstance(data, LeafData):
        entries += [
            ("print_grad", "print", f"print({name}.grad)", lambda: doing.print_node(node, True)),
            ("zero", "zero", f"{name}.grad = None", lambda: doing.zero_grad_of(node)),
            ("read_grad", "copy", translate("CanvasMenu", "{node}.grad as a card…").format(
                node=name), lambda: doing.read_grad_of(node)),
        ]
    for object_name, picture, text, act in entries:
        action = menu.addAction(icon(picture), text)
        action.setObjectName(object_name)
        action.triggered.connect(lambda checked=False, act=act: act())
    keep_marked(menu)
    return menu
