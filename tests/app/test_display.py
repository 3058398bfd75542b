"""Whether a window can open: a display has to answer, its name alone is not enough."""

from __future__ import annotations

import socket
import sys
import tempfile
from pathlib import Path

import pytest

from app.display import has_display


@pytest.fixture(autouse=True)
def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


def test_names_that_nobody_answers_to_are_no_displays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not has_display()
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-4711")
    assert not has_display()


def test_a_wayland_display_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    # a socket's path has to be short
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
        server.bind(str(Path(folder) / "wayland-0"))
        server.listen()
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        assert has_display()


def test_windows_macos_and_a_platform_that_was_asked_for_need_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for system in ("win32", "darwin"):
        monkeypatch.setattr(sys, "platform", system)
        assert has_display()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_display()
