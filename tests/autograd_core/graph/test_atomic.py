"""Files are there whole or not at all, and stay what they were."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from autograd_core.graph.atomic import LEFT_SECONDS, write_atomically
from autograd_core.graph.locking import lock


def test_a_link_stays_one_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(link.with_name("between"))
    link.with_name("between").symlink_to("target")
    write_atomically(link, b"first")
    found = write_atomically(link, b"second")
    assert link.is_symlink()
    assert target.read_bytes() == b"second"
    assert os.path.samestat(found, target.stat())
    assert (found.st_size, found.st_mtime_ns) == (6, target.stat().st_mtime_ns)


def test_a_file_that_nobody_may_write_is_left_alone_even_by_root(tmp_path: Path) -> None:
    if sys.platform == "win32":
        return  # it has no such permissions
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"


def test_what_is_no_ordinary_file_is_not_replaced(tmp_path: Path) -> None:
    if sys.platform == "win32":
        return  # it has no pipes in folders
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="no ordinary file"):
        write_atomically(pipe, b"new")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path, b"new")


def test_owner_and_group_stay_where_we_may_give_them(tmp_path: Path) -> None:
    if sys.platform == "win32":
        return  # it has no owners of that kind
    path = tmp_path / "file"
    path.write_bytes(b"old")
    wanted = (12345, 23456) if os.geteuid() == 0 else (os.getuid(), os.getgroups()[-1])
    os.chown(path, *wanted)
    path.chmod(0o640)
    write_atomically(path, b"new")
    found = path.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (*wanted, 0o640)


def test_what_a_killed_program_left_goes_and_what_others_write_stays(tmp_path: Path) -> None:
    names = ("left", "written", "fresh")
    left, written, fresh = (tmp_path / f".gradcanvas-{name}.tmp" for name in names)
    other = tmp_path / ".other.tmp"
    old = time.time() - 2 * LEFT_SECONDS
    for path in (left, written, fresh, other):
        path.write_bytes(b"half")
        if path != fresh:
            os.utime(path, (old, old))
    with written.open("rb+") as file:
        assert lock(file)
        write_atomically(tmp_path / "file", b"whole")
    assert sorted(tmp_path.iterdir()) == sorted([fresh, written, other, tmp_path / "file"])
