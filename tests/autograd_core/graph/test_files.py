"""Files: what is saved comes back; what is wrong is said, all of it, with its place."""

from __future__ import annotations

import json
import os
import stat
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from autograd_core.graph import files
from autograd_core.graph.actions import Forward
from autograd_core.graph.files import FileProblem
from autograd_core.graph.migrations import VERSION

from .graphs import no_grad_branch, sum_of_squares

EVERY_VERSION = sorted((Path(__file__).parents[2] / "files").glob("version_*.gradcanvas"))


def data(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files.encode(sum_of_squares()))
    return {**found, **changes}


def repeats(depth: int) -> dict[str, Any]:
    action: dict[str, Any] = {"kind": "print", "id": "p"}
    for number in range(depth):
        action = {"kind": "repeat", "id": f"r{number}", "body": [action]}
    return action


def frames(depth: int) -> list[dict[str, Any]]:
    outer: list[str | None] = [None, *(f"f{number}" for number in range(depth))]
    return [{"id": f"f{number}", "frame": outer[number]} for number in range(depth)]


def unbound(port: str) -> dict[str, Any]:
    nodes = [{"kind": "op", "id": "u", "op": "unbind"}, {"kind": "op", "id": "e", "op": "exp"}]
    wire = {"id": "w", "source": "u", "source_port": port, "target": "e", "target_port": "a"}
    return data(nodes=nodes, wires=[wire], actions=[])


def troubles(content: object) -> list[str]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(FileProblem) as problem:
        files.decode(raw, "graph.gradcanvas")
    return [str(trouble) for trouble in problem.value.troubles]


@pytest.mark.parametrize("path", EVERY_VERSION, ids=lambda path: path.stem)
def test_files_of_every_version_open(path: Path) -> None:
    assert files.load(path) == sum_of_squares()


def test_there_is_a_file_of_every_version() -> None:
    assert [path.stem for path in EVERY_VERSION] == [
        f"version_{number}" for number in range(1, VERSION + 1)
    ]


def test_saving_and_loading_keeps_everything(tmp_path: Path) -> None:
    path = tmp_path / "图 graph.gradcanvas"
    files.save(no_grad_branch(), path)
    assert files.load(path) == no_grad_branch()


def test_every_trouble_is_listed_with_its_place() -> None:
    content = data()
    content["nodes"][1]["op"] = "foo"
    content["nodes"][0]["frame"] = "f9"
    content["wires"].append({"id": "w9", "source": "x", "target": "nobody", "target_port": "a"})
    assert troubles(content) == [
        "$.nodes[0].frame: no frame 'f9'",
        "$.nodes[1].op: unknown operation 'foo'",
        "$.wires[3].target: no node 'nobody'",
    ]


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", "not a graph file: it is empty"),
        (b"\x00\xff\x80binary", "not a graph file: it is no text"),
        (b" \r\n", "not a graph file: it is empty"),
        (b"\x1f\x8b\x08\x00", "not a graph file: it is compressed (gzip)"),
        (
            b'{"format": "gradcanvas",\n "vers',
            "not a graph file: line 2, column 7: it ends in the middle",
        ),
        (b'{\n "x": NaN}', "not a graph file: line 2, column 7: unexpected character"),
        ("{\n \"图\": \"\".}".encode(), "not a graph file: line 2, column 9: a comma or a closing "
         "bracket is needed"),
        (b'{"a": "caf\xe9"}', "not a graph file: line 1, column 11: this is no UTF-8"),
        (b'{"9": 1,\n"seed": ' + b"9" * 5000 + b"}",
         "not a graph file: line 2, column 9: a number that is too large"),
        (
            b'{\n<<<<<<< HEAD\n "seed": 0',
            "not a graph file: line 2, column 1: git has left marks of a merge there, of which one "
            "side has to be chosen",
        ),
        (b"[" * 100_000, "nested too deeply"),
        ([], '$.format: not a graph file: "format" is not "gradcanvas"'),
        (
            data(version=99),
            "$.version: written by a newer program (version 99; this one reads up to 1)",
        ),
        (data(version="1"), "$.version: a whole number from 1 is needed"),
        (data(nodes=3), "$.nodes: a list is needed"),
        (data(seed="a"), "$.seed: a whole number is needed"),
        (data(nodes=[{"kind": "leaf"}]), "$.nodes[0]: Object missing required field `id`"),
        (
            data(nodes=[{"kind": "leaf", "id": "x", "x": "far"}]),
            "$.nodes[0].x: Expected `float`, got `str`",
        ),
        (data(definitions=[{}]), "$.definitions[0].id: an id is needed"),
        (data(seed=2**64), "$.seed: a number of 64 bits is needed"),
        (data(nodes=[{"kind": "leaf", "id": ""}]), "$.nodes[0].id: an id is needed"),
        (data(actions=[repeats(101)]), "$.actions: nested too deeply"),
        (data(frames=frames(102)), "$.frames[101].frame: nested too deeply"),
        (unbound("outs.²"), "$.wires[0].source_port: 'u' has no output 'outs.²'"),
        (unbound("outs.99999"), "$.wires[0].source_port: 'u' has no output 'outs.99999'"),
        (unbound("outs.01"), "$.wires[0].source_port: 'u' has no output 'outs.01'"),
    ],
    ids=lambda value: str(value)[-60:],
)
def test_one_clear_line_for_what_cannot_be_read(content: object, trouble: str) -> None:
    assert troubles(content)[0] == trouble


def test_what_is_wrong_with_parts_and_with_the_graph_is_told_at_once() -> None:
    """Each with the place that it has in the file, and nothing that only follows from another."""
    content = data(seed="x")
    content["nodes"].insert(0, {"kind": "robot", "id": "first"})
    content["nodes"].append({"kind": "op", "id": "q", "op": "nope"})
    content["nodes"].append({"kind": "op", "id": "y", "op": "exp"})
    ring = [f"c{number}" for number in range(4)]
    content["nodes"] += [{"kind": "op", "id": id, "label": id, "op": "exp"} for id in ring]
    content["nodes"][1] |= {"x": "left", "label": 7, "requires_grad": "yes"}
    content["wires"].insert(0, {"id": "w0", "source": 5, "target": "y"})
    content["wires"].append({"id": "w9", "source": "first", "target": "nobody"})
    content["wires"].append({"id": "w1", "source": "first", "target": "q", "target_port": "a"})
    content["wires"] += [
        {"id": f"r{i}", "source": f"c{i}", "target": f"c{i ^ 1}", "target_port": "a"}
        for i in range(4)
    ]
    assert sorted(troubles(content)) == sorted([
        "$.seed: a whole number is needed",
        "$.nodes[0].kind: Invalid value 'robot'",
        "$.nodes[1].label: Expected `str`, got `int`",
        "$.nodes[1].x: Expected `float`, got `str`",
        "$.nodes[1].requires_grad: Expected `bool`, got `str`",
        "$.nodes[4].op: unknown operation 'nope'",
        "$.nodes[5].id: 'y' is there twice",
        "$.wires[0].source: Expected `str`, got `int`",
        "$.wires[0]: Object missing required field `target_port`",
        "$.wires[4]: Object missing required field `target_port`",
        "$.wires[5].id: 'w1' is there twice",
        "$.wires: a cycle: c0 → c1 → c0",
        "$.wires: a cycle: c2 → c3 → c2",
    ])


def test_texts_of_other_encodings_are_read() -> None:
    whole = files.encode(sum_of_squares())
    for name in ("utf-16", "utf-8-sig", "utf-32"):
        text = whole.decode().replace("\n", "\r\n")
        assert files.decode(text.encode(name)) == sum_of_squares(), name


def test_a_cycle_and_a_double_wire_are_named() -> None:
    content = data()
    content["wires"].append({"id": "w4", "source": "x", "target": "y", "target_port": "b"})
    assert troubles(content) == ["$.wires[3].target_port: port 'b' of 'y' has a wire already"]
    content = data()
    content["nodes"].append({"kind": "op", "id": "r", "op": "exp", "label": "r"})
    content["wires"][0]["source"] = "r"
    content["wires"].append({"id": "w4", "source": "s", "target": "r", "target_port": "a"})
    (trouble,) = troubles(content)
    assert trouble.startswith("$.wires: a cycle: ")
    assert set(trouble.split(": ")[2].split(" → ")) == {"r", "y", "s"}


def test_double_ids_are_found() -> None:
    content = data()
    content["nodes"].append(content["nodes"][0])
    assert "$.nodes[3].id: 'x' is there twice" in troubles(content)


def test_nodes_in_any_order_are_put_in_order() -> None:
    content = data()
    content["nodes"].reverse()
    assert files.decode(json.dumps(content).encode()).order == ["x", "y", "s"]


def test_numbers_written_as_numbers_are_read_as_texts() -> None:
    content = data()
    content["nodes"][0]["value"] = [1.5, 2]
    assert files.decode(json.dumps(content).encode()).nodes["x"].value == "[1.5, 2]"  # type: ignore[union-attr]


def test_json_values_stand_for_texts() -> None:
    content = data()
    content["nodes"][0]["value"] = ["nan", [1, True, "-inf"]]
    content["nodes"][2]["params"] = {"dim": None, "keepdim": False}
    nodes = files.decode(b"\xef\xbb\xbf" + json.dumps(content).encode()).nodes
    assert nodes["x"].value == "[nan, [1, True, -inf]]"  # type: ignore[union-attr]
    assert nodes["s"].params == {"dim": "None", "keepdim": "False"}  # type: ignore[union-attr]


def test_a_file_without_actions_is_run_forward() -> None:
    content = data()
    del content["actions"]
    assert files.decode(json.dumps(content).encode()).actions == (Forward("a1"),)
    assert files.decode(json.dumps(data(actions=[])).encode()).actions == ()


def test_large_files_are_checked_in_time() -> None:
    """Wires of one variadic node, a long cycle, actions with one id: nothing quadratic."""
    many = range(9999)
    leaf, stack = {"kind": "leaf", "id": "x"}, {"kind": "op", "id": "s", "op": "stack"}
    fan = [
        {"id": f"w{i}", "source": "x", "target": "s", "target_port": f"tensors.{i}"} for i in many
    ]
    ring = [{"kind": "op", "id": f"n{i}", "op": "exp"} for i in many]
    links = [
        {"id": f"w{i}", "source": f"n{i}", "target": f"n{(i + 1) % 9999}", "target_port": "a"}
        for i in many
    ]
    start = time.process_time()
    document = files.decode(json.dumps(data(nodes=[leaf, stack], wires=fan, actions=[])).encode())
    assert len(document.wires) == 9999
    (cycle,) = troubles(data(nodes=ring, wires=links, actions=[]))
    assert len(cycle) < 200
    assert len(troubles(data(actions=[{"kind": "print", "id": "p"}] * 9999))) == 9998
    assert time.process_time() - start < 4.0


def test_a_device_is_not_read() -> None:
    if not Path("/dev/zero").exists():
        return  # no such thing on Windows
    with pytest.raises(FileProblem, match="/dev/zero: this is a device"):
        files.load(Path("/dev/zero"))


def test_a_pipe_is_read_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, "mkfifo"):
        return  # no such thing on Windows
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    whole = files.encode(sum_of_squares())
    writer = threading.Thread(target=pipe.write_bytes, args=(whole,))
    writer.start()
    assert files.load(pipe) == sum_of_squares()
    writer.join()
    monkeypatch.setattr(files, "SECONDS_FOR_A_WRITER", 0.0)
    with pytest.raises(FileProblem, match="it is empty"):
        files.load(pipe)
    monkeypatch.setattr(files, "SECONDS_FOR_A_PIPE", 0.0)
    silent = os.open(pipe, os.O_RDWR)
    with pytest.raises(FileProblem, match="nothing comes out of it"):
        files.load(pipe)
    os.close(silent)


def test_a_small_edit_is_a_small_difference() -> None:
    one, other = sum_of_squares(), sum_of_squares(value="ones(3)")
    lines = zip(files.encode(one).splitlines(), files.encode(other).splitlines(), strict=True)
    assert sum(a != b for a, b in lines) == 1


def test_saving_keeps_permissions_and_leaves_no_temporary_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.gradcanvas"
    path.write_text("old")
    os.chmod(path, 0o640)
    files.save(sum_of_squares(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["graph.gradcanvas"]


def test_a_failed_save_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.gradcanvas"
    files.save(sum_of_squares(), path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileProblem, match="No space left on device"):
        files.save(no_grad_branch(), path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["graph.gradcanvas"]
