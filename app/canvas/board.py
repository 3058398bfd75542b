"""What mouse and keyboard may use of the canvas, beyond what a tool may."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, SignalInstance
from PySide6.QtWidgets import QWidget

from app.canvas.arranger import Arranger
from app.canvas.autograd.layer import AutogradLayer
from app.canvas.glide import Glide
from app.canvas.motion import Motion
from app.canvas.scene import Scene
from app.canvas.shown import Shown
from app.canvas.tools.tool import Host
from app.playback.player import Player


class Board(Host, Protocol):
    """The canvas, as its hands see it."""

    player: Player
    scene: Scene
    shown: Shown
    glide: Glide
    motion: Motion
    arranger: Arranger
    autograd: AutogradLayer

    @property
    def hovered(self) -> SignalInstance: ...
    @property
    def view_changed(self) -> SignalInstance: ...
    @property
    def edit_requested(self) -> SignalInstance: ...
    @property
    def inline_requested(self) -> SignalInstance: ...
    @property
    def picture_requested(self) -> SignalInstance: ...
    @property
    def table_requested(self) -> SignalInstance: ...
    @property
    def add_requested(self) -> SignalInstance: ...
    @property
    def context_requested(self) -> SignalInstance: ...

    def viewport(self) -> QWidget: ...
    def set_zoom(self, zoom: float, at: QPointF | None = ...) -> None: ...
    def place(
        self,
        name: str,
        x: float | None = ...,
        y: float | None = ...,
        wire: tuple[str, int] | None = ...,
    ) -> str: ...
    def delete_selection(self) -> None: ...
    def open(self, node: str) -> bool: ...
    def rename_frame(self, frame: str) -> None: ...
    def select_all(self) -> None: ...
    def set_focused(
        self, node: str | None, visible: bool = ..., show: bool = ...
    ) -> None: ...
