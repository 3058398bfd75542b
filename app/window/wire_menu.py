"""The menu of a wire."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.session import Session
from app.widgets.mnemonics import keep_marked
from app.window.menus import CommandActions


def wire_menu(wire: str, session: Session, actions: CommandActions, parent: QWidget) -> QMenu:
    """Its two ends to select, and Delete, which takes the selected wire."""
    translate = QCoreApplication.translate
    menu = QMenu(parent)
    menu.setObjectName("wireMenu")
    data = session.document.wires[wire]
    for name, text, node in (
        ("source", translate("CanvasMenu", "Select source {node}"), data.source),
        ("target", translate("CanvasMenu", "Select target {node}"), data.target),
    ):
        action = menu.addAction(text.format(node=session.document.name(node)))
        action.setObjectName(name)
        action.triggered.connect(lambda _=False, node=node: session.select([node]))
    menu.addSeparator()
    menu.addAction(actions.actions["edit.add_dot"])
    if data.points:
        menu.addAction(actions.actions["edit.remove_dots"])
    menu.addSeparator()
    menu.addAction(actions.actions["edit.delete"])
    keep_marked(menu)
    return menu
