"""Less motion: as the system is set, or as somebody chose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.playback.player import Player
from app.session import Session
from app.settings import Settings
from app.window.motion import MotionCommands, desktop_reduces


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_what_kde_says_holds_before_what_gtk_says(tmp_path: Path) -> None:
    kde = {"XDG_CURRENT_DESKTOP": "KDE"}
    write(tmp_path / ".config/gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=true\n")
    assert desktop_reduces(tmp_path, kde) is False
    write(tmp_path / ".config/kdeglobals", "[KDE]\nAnimationDurationFactor=0\n")
    assert desktop_reduces(tmp_path, kde) is True
    write(tmp_path / ".config/kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n")
    assert desktop_reduces(tmp_path, kde) is False
    assert desktop_reduces(tmp_path, {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}) is None


def test_what_gtk_says_and_files_that_say_nothing(tmp_path: Path) -> None:
    place = {"XDG_CURRENT_DESKTOP": "sway", "XDG_CONFIG_HOME": str(tmp_path / "here")}
    assert desktop_reduces(tmp_path, place) is None
    write(tmp_path / "here/gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n")
    assert desktop_reduces(tmp_path, place) is True
    write(tmp_path / "here/gtk-4.0/settings.ini", "no section\n")
    assert desktop_reduces(tmp_path, place) is None
    assert desktop_reduces(tmp_path, {}) is False  # there is no desktop to ask


@pytest.fixture
def asked(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[MotionCommands, Player, Path]]:
    """On a GNOME whose program answers what is in a file."""
    answer = tmp_path / "answer"
    answer.write_text("false\n")
    program = tmp_path / "gsettings"
    program.write_text(f"#!/bin/sh\ncat {answer}\n")
    program.chmod(0o755)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    monkeypatch.setattr("shutil.which", lambda name: str(program))
    session = Session()
    player = Player(session)
    owner = QObject()
    yield MotionCommands(Settings(), player, owner), player, answer
    session.close()
    owner.deleteLater()


def test_the_system_is_followed_without_waiting_for_it_and_again_later(
    asked: tuple[MotionCommands, Player, Path], qtbot: QtBot
) -> None:
    _, player, answer = asked
    assert not player.reduced_motion  # it is not known yet
    qtbot.waitUntil(lambda: player.reduced_motion)
    answer.write_text("true\n")
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: not player.reduced_motion)


def test_what_somebody_chose_holds_and_is_remembered(
    asked: tuple[MotionCommands, Player, Path], qtbot: QtBot
) -> None:
    commands, player, _ = asked
    qtbot.waitUntil(lambda: player.reduced_motion)
    commands.choose("full")
    assert not player.reduced_motion
    assert Settings().motion == "full"
    commands.choose("reduced")
    assert player.reduced_motion
    assert Settings().motion == "reduced"
    commands.choose("system")
    assert Settings().motion == "system"
    qtbot.waitUntil(lambda: player.reduced_motion)
