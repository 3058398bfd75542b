"""The fixtures that fail a leaking test are tried with planted leaks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

LEAKS = '''
import socket, threading
import pytest
from PySide6.QtCore import QSettings, QThread, QTimer, QVariantAnimation
from PySide6.QtWidgets import QWidget
from autograd_core import grad_mode

kept = []

def test_grad_mode():
    grad_mode.set_grad_enabled(False)

def test_thread():
    kept.append(threading.Event())
    threading.Thread(target=kept[0].wait, name="forgotten").start()

def test_timer(qapp):
    kept[0].set()
    kept.append(QTimer())
    kept[-1].start(1000)

def test_animation(qapp):
    kept.append(QVariantAnimation(duration=60000, startValue=0, endValue=1))
    kept[-1].start()

def test_qthread(qapp):
    kept.append(QThread())
    kept[-1].start()

def test_window(qapp):
    kept.append(QWidget(objectName="left open"))
    kept[-1].show()

def test_settings_are_written():
    settings = QSettings("GradCanvas", "GradCanvas")
    settings.setValue("a", 1)
    settings.sync()

# what follows leaks nothing

def test_settings_are_new():
    assert QSettings("GradCanvas", "GradCanvas").value("a") is None

def test_state_was_repaired():
    assert grad_mode.is_grad_enabled()

def test_widgets_given_to_qtbot(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    QTimer(widget).start(1000)
    widget.show()

def test_garbage(qapp):
    widget = QWidget()
    widget.me = widget
    widget.timer = QTimer(widget)
    widget.timer.start(1000)

def test_network():
    with pytest.raises(PermissionError, match="network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
'''
EXPECTED = {
    "test_grad_mode": "the test left the grad mode off",
    "test_thread": "the test left threads running: forgotten",
    "test_timer": "the test left behind: QTimer",
    "test_animation": "the test left behind: QVariantAnimation",
    "test_qthread": "the test left behind: QThread",
    "test_window": "the test left behind: QWidget 'left open'",
}


def test_planted_leaks_fail_their_own_tests_and_no_others(tmp_path: Path) -> None:
    shutil.copyfile(HERE / "conftest.py", tmp_path / "conftest.py")
    shutil.copyfile(HERE.parent / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / "test_leaks.py").write_text(LEAKS, encoding="utf-8")

    report = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "test_leaks.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(HERE.parent), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    ).stdout

    for name, message in EXPECTED.items():
        assert f"ERROR test_leaks.py::{name} - Failed: {message}\n" in report, report
    assert f"= 12 passed, {len(EXPECTED)} errors in" in report, report
