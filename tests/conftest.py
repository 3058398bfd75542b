"""What every test may rely on: no display, no network, no trace in the user's folders, no leaks.

A test that leaves global state behind (a grad mode, a running timer, animation or thread, a visible
window) fails itself, instead of a later one at random; the state is repaired for those that follow.
"""

from __future__ import annotations

import gc
import locale
import os
import socket
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if locale.getpreferredencoding(False).lower() not in {"utf-8", "utf8"}:
    os.environ["LC_ALL"] = "C.UTF-8"  # Qt warns about any other, and warnings are errors here

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")

THREAD_GRACE = 1.0  # seconds that a thread may take to end after its test


@pytest.fixture(scope="session", autouse=True)
def _home_elsewhere() -> Iterator[Path]:
    """Sends settings, caches and data, also of what a test starts, to a temporary folder."""
    patch = pytest.MonkeyPatch()
    with tempfile.TemporaryDirectory(prefix="gradcanvas-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        yield folder
        patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _clipboard_empty_at_the_end() -> Iterator[None]:
    """Without a display the clipboard is destroyed after the interpreter has ended, and what is on
    it was made by Python: the process would crash when all is done."""
    yield
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuses connections to anything but this machine."""
    patch = pytest.MonkeyPatch()
    connect = socket.socket.connect

    def connect_locally(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {
            "127.0.0.1",
            "::1",
            "localhost",
        }:
            raise PermissionError(f"tests do not use the network: {address[0]}")
        connect(self, address)

    patch.setattr(socket.socket, "connect", connect_locally)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _settings_of_its_own(
    _home_elsewhere: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gives each test empty QSettings, so that none finds another's window layout."""
    from PySide6.QtCore import QSettings

    folder = str(_home_elsewhere / "settings" / f"{id(request.node):x}-{time.monotonic_ns():x}")
    for file_format in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(file_format, QSettings.Scope.UserScope, folder)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    monkeypatch.setenv("XDG_CONFIG_HOME", folder)  # what platformdirs reads


@pytest.fixture(autouse=True)
def _grad_mode_restored() -> Iterator[None]:
    yield
    grad_mode = sys.modules.get("autograd_core.grad_mode")
    if grad_mode is None or grad_mode.is_grad_enabled():
        return
    grad_mode.set_grad_enabled(True)
    pytest.fail("the test left the grad mode off")


@pytest.fixture(autouse=True)
def _threads_ended() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE
    started = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in started:
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [thread.name for thread in started if thread.is_alive()]
    if left:
        pytest.fail(f"the test left threads running: {', '.join(left)}")


class _Started:
    """Remembers which Qt objects Python code has started: Qt itself keeps no such list."""

    def __init__(self) -> None:
        self._objects: weakref.WeakSet[Any] = weakref.WeakSet()

    def watch(self, patch: pytest.MonkeyPatch, qt_class: type, method: str = "start") -> None:
        original: Callable[..., Any] = getattr(qt_class, method)

        def start(this: Any, *args: Any, **kwargs: Any) -> Any:
            self._objects.add(this)
            return original(this, *args, **kwargs)

        patch.setattr(qt_class, method, start)

    def running(self) -> list[Any]:
        return [each for each in list(self._objects) if _is_running(each)]

    def forget(self) -> None:
        self._objects.clear()


def _is_running(each: Any) -> bool:
    import shiboken6
    from PySide6.QtCore import QAbstractAnimation, QThread, QTimeLine, QTimer

    if not shiboken6.isValid(each):
        return False
    if isinstance(each, QTimer):
        return each.isActive()
    if isinstance(each, QThread):
        return each.isRunning()
    kind = QTimeLine if isinstance(each, QTimeLine) else QAbstractAnimation
    return bool(each.state() == kind.State.Running)


@pytest.fixture(scope="session")
def _started() -> Iterator[_Started]:
    from PySide6.QtCore import QAbstractAnimation, QThread, QTimeLine, QTimer

    patch = pytest.MonkeyPatch()
    started = _Started()
    for qt_class in (QTimer, QAbstractAnimation, QTimeLine, QThread):
        started.watch(patch, qt_class)
    yield started
    patch.undo()


@pytest.fixture(autouse=True)
def _qt_at_rest(_started: _Started) -> Iterator[None]:
    """Runs after pytest-qt has closed the widgets that were given to ``qtbot.addWidget``."""
    yield
    from PySide6.QtCore import QThread
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return
    left = _visible_windows() + _started.running()
    if left:
        _let_go()  # what only garbage or a pending deleteLater() keeps alive is no leak
        left = _visible_windows() + _started.running()
    _started.forget()
    descriptions = [_describe(each) for each in left]
    for each in left:
        if isinstance(each, QThread):
            each.quit()
            each.wait(2000)
        elif hasattr(each, "stop"):
            each.stop()
        else:
            each.close()
    if descriptions:
        pytest.fail(f"the test left behind: {', '.join(descriptions)}")


def _visible_windows() -> list[Any]:
    from PySide6.QtWidgets import QApplication

    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def _let_go() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.collect()
    # a deletion asked for outside an event loop is not among what processEvents() does
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def _describe(each: Any) -> str:
    name = each.objectName()
    return type(each).__name__ + (f" {name!r}" if name else "")
