"""Whether there is a screen on which a window can open. Needs no Qt, which would end the program
where there is none."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path

SECONDS = 2.0


def has_display() -> bool:
    """Whether a window can be shown here, or another platform of Qt was asked for.

    On Linux a display has to answer: a name alone is often left over from a session that ended.
    """
    if os.environ.get("QT_QPA_PLATFORM") or sys.platform in ("win32", "darwin"):
        return True
    return _wayland_answers() or _x11_answers()


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(SECONDS)
        try:
            connection.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name))
        except OSError:
            return False
    return True


def _x11_answers() -> bool:
    """Connects as Qt does, with the library that it uses (libxcb, `xcb_connect`)."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)
