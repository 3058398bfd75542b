"""The document that code says, made of the one that was there: what stayed keeps its id, place and
looks.

Code tells nothing of positions, notes, colours, regions for comments, what is muted or bypassed. So
the new document is the traced one in ids and texts of the old, and with all of the old that code
could not say. Texts that say the same stay as they were spelled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from autograd_core.graph.actions import Action, Forward, changed
from autograd_core.graph.coding.names import Names
from autograd_core.graph.document import (
    SEPARATOR,
    Document,
    FrameData,
    LeafData,
    NodeData,
    OpData,
    TapData,
    WireData,
    action_ids,
)
from autograd_core.graph.edits import Edit, Reorder, SetActions
from autograd_core.graph.ordering import is_topological, topological
from autograd_core.graph.pairing_actions import Pairer
from autograd_core.graph.pairs import Pairs, Side
from autograd_core.graph.placing import places_for
from autograd_core.graph.ports import output_ports
from autograd_core.graph.replacing import replacement


class Paired(NamedTuple):
    """The new document, the edits of the old one that make it, and the id of each node and action
    of the trace in it."""

    document: Document
    edits: list[Edit]
    ids: dict[str, str]


def paired(
    old: Document,
    traced: Document,
    *,
    unseen: Collection[str] = (),
    names: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | None = None,
    taken: Collection[str] = (),
    seeded: bool = True,
    source: str | None = None,
    sizes: Mapping[str, tuple[float, float]] | None = None,
) -> Paired:
    """The old document as the traced one says it is to be. Both are flat.

    Args:
        unseen: nodes and actions of the old one of which its code did not tell: they stay.
        names: what its code called nodes, where that is not their label.
        aliases: what a script made of it may call them; None finds that out.
        taken: ids that new nodes and wires are not to get, besides those of the old ones.
        seeded: whether the new code says from which seed its numbers are drawn.
        source: the code that the new document keeps; None leaves what the old one has.
        sizes: of the cards, where they are known, so that new ones come to lie over none.
    """
    return _Maker(old, traced, unseen, names or {}, aliases, taken).made(seeded, source, sizes)


class _Maker:
    def __init__(
        self,
        old: Document,
        traced: Document,
        unseen: Collection[str],
        names: Mapping[str, str],
        aliases: Mapping[str, str] | None,
        taken: Collection[str],
    ) -> None:
        self.old, self.traced, self.unseen = old, traced, unseen
        self.before = Side(old, unseen, names)
        self.after = Side(traced)
        self.old_of = Pairs(self.before, self.after).of
        if aliases is None:  # numbered, where a label is there twice
            variables = Names(old)
            aliases = {n: variables.of(n) for n in variables.labelled}
        self._aliases = aliases
        fresh = _Fresh(old, taken)
        self.ids = {
            node: self.old_of[node] if node in self.old_of else fresh.id("n")
            for node in traced.order
        }
        self.fresh = fresh
        told = {*self.before.nodes}
        self.kept = [node for node in old.order if node not in told]
        """Nodes of which code says nothing."""

    def made(
        self,
        seeded: bool,
        source: str | None,
        sizes: Mapping[str, tuple[float, float]] | None,
    ) -> Paired:
        old, traced = self.old, self.traced
        self.frames = dict(old.frames)
        self._rooms: dict[str, str] = {}
        homes = {node: self._home(node) for node in traced.order}
        nodes = {self.ids[n]: self._node(n, homes[n]) for n in traced.order}
        nodes |= {node: old.nodes[node] for node in self.kept}
        pairer = Pairer(old, self.ids, self.unseen, self.fresh.id)
        actions = pairer.block(old.actions, traced.actions)
        new = Document(
            nodes.values(), (), (), pairer.finished(actions),
            traced.seed if seeded else old.seed, old.definitions.values(),
            old.source if source is None else source,
        )  # fmt: skip
        new.frames = self._held(new)
        for wire in self._wires(new):
            new.put_wire(wire.id, wire)
        new.order = self._order(new)
        added = {self.ids[node] for node in traced.order if node not in self.old_of}
        self._place(new, added, sizes)
        edits = replacement(old, new)
        if edits and _only_order(edits) and _same_code(old, new):
            new, edits = old, []
        return Paired(new, edits, {**self.ids, **pairer.ids})

    # Nodes

    def _node(self, node: str, home: str | None) -> NodeData:
        """The node in the old one's looks, and in its words where they say the same."""
        new, name = self.traced.nodes[node], self.ids[node]
        if node not in self.old_of:
            return replace(new, id=name, frame=home)
        old = self.old.nodes[name]
        same_name = new.label in (self.before.names[name], self._aliases.get(name))
        assert isinstance(old, LeafData | OpData | TapData)
        looks = {"id": name, "x": old.x, "y": old.y, "collapsed": old.collapsed, "frame": home,
                 "label": old.label if same_name else new.label}  # fmt: skip
        if type(old) is type(new) and self.before.said[name] == self.after.said[node]:
            new = old
        return replace(new, **looks)

    # Frames

    def _home(self, node: str) -> str | None:
        """The frame of a node: the old one where that is of the right grad mode."""
        mode = self.traced.in_no_grad(node)
        old = self.old_of.get(node)
        if old is not None and self.old.in_no_grad(old) == mode:
            return self.old.nodes[old].frame
        if mode:
            return self._room(node)
        if old is not None:
            frame = self.old.nodes[old].frame
            while frame is not None and self._is_untracked(frame):
                frame = self.old.frames[frame].frame
            return frame
        beside = [*self.traced.sources(node), *self.traced.targets(node)]
        homes = {self.old.nodes[self.old_of[n]].frame for n in beside if n in self.old_of}
        (home,) = homes if len(homes) == 1 else (None,)
        inner = home is not None and (SEPARATOR in home or self._is_untracked(home))
        return None if inner else home

    def _is_untracked(self, frame: str) -> bool:
        found: str | None = frame
        for _ in range(len(self.old.frames)):
            if found is None or found not in self.old.frames:
                return False
            if self.old.frames[found].kind == "no_grad":
                return True
            found = self.old.frames[found].frame
        return False

    def _room(self, node: str) -> str:
        """The no_grad region of the old document in which most of a traced one's nodes are; else a
        new one."""
        frame = self.traced.nodes[node].frame
        assert frame is not None
        if frame not in self._rooms:
            members = [n for n in self.traced.order if self.traced.nodes[n].frame == frame]
            homes = [self.old.nodes[self.old_of[n]].frame for n in members if n in self.old_of]
            free = (h for h in homes if h is not None and SEPARATOR not in h)
            rooms = Counter(h for h in free if self._is_untracked(h))
            if rooms:
                self._rooms[frame] = rooms.most_common(1)[0][0]
            else:
                (outer,) = {*homes} if len({*homes}) == 1 else (None,)
                outer = None if outer is not None and SEPARATOR in outer else outer
                name = self._rooms[frame] = self.fresh.id("f")
                self.frames[name] = FrameData(name, "no_grad", frame=outer)
        return self._rooms[frame]

    def _held(self, new: Document) -> dict[str, FrameData]:
        """The frames, without those that nothing is left in."""
        held, before = _round(new, self.frames), _round(self.old, self.old.frames)
        return {f: data for f, data in self.frames.items() if f in held or f not in before}

    # Wires

    def _wires(self, new: Document) -> list[WireData]:
        known = {(w.source, w.source_port, w.target, w.target_port): w
                 for w in self.old.wires.values()}  # fmt: skip
        kept = {*self.kept}
        found: dict[tuple[str, str], WireData] = {}
        for wire in self.traced.wires.values():
            source, target = self.ids[wire.source], self.ids[wire.target]
            end = (source, wire.source_port)
            if self.before.inputs.get(target, {}).get(wire.target_port) == end:
                old = self.old.inputs(target)[wire.target_port]  # perhaps from what is bypassed
            else:
                name = (*end, target, wire.target_port)
                old = known.get(name) or WireData(
                    self.fresh.id("w"), source, target, wire.target_port, wire.source_port
                )
            found[target, wire.target_port] = old
        for wire in self.old.wires.values():
            there = wire.source in new.nodes and wire.source_port in self._ports(new, wire.source)
            if wire.target in kept and there:
                found[wire.target, wire.target_port] = wire
        return list(found.values())

    def _ports(self, new: Document, node: str) -> Collection[str]:
        """The outputs of a node that is there still; of one that became another, its own."""
        old, data = self.old.nodes.get(node), new.nodes[node]
        if type(old) is type(data) and getattr(old, "op", "") == getattr(data, "op", ""):
            return {wire.source_port for wire in self.old.outputs(node).values()}
        return output_ports(new, node)

    def _order(self, new: Document) -> list[str]:
        """The order of the code, with what code says nothing of behind what it stood behind."""
        order = [self.ids[node] for node in self.traced.order]
        there = {*order}
        after: dict[str | None, list[str]] = {}
        last: str | None = None
        for node in self.old.order:
            if node in there:
                last = node
            elif node in new.nodes:
                after.setdefault(last, []).append(node)
        found = after.get(None, [])
        for node in order:
            found += [node, *after.get(node, ())]
        new.order = found
        return found if is_topological(new) else topological(new) or found

    def _place(
        self,
        new: Document,
        added: Collection[str],
        sizes: Mapping[str, tuple[float, float]] | None,
    ) -> None:
        for node, (x, y) in places_for(new, added, sizes).items():
            new.nodes[node] = replace(new.nodes[node], x=float(x), y=float(y))


class _Fresh:
    """Ids that the old document has not."""

    def __init__(self, old: Document, taken: Collection[str]) -> None:
        self._last: dict[str, int] = {}
        self._tables: dict[str, Collection[str]] = {
            "n": {*old.nodes, *taken},
            "w": {*old.wires, *taken},
            "f": old.frames,
            "a": {*action_ids(old.actions)},
        }

    def id(self, prefix: str) -> str:
        table = self._tables[prefix]
        number = self._last.get(prefix, len(table)) + 1
        while f"{prefix}{number}" in table:
            number += 1
        self._last[prefix] = number
        return f"{prefix}{number}"


def _round(document: Document, frames: Mapping[str, FrameData]) -> set[str]:
    """The frames round any node."""
    found: set[str] = set()
    for data in document.nodes.values():
        frame = data.frame
        while frame is not None and frame in frames and frame not in found:
            found.add(frame)
            frame = frames[frame].frame
    return found


def _only_order(edits: Sequence[Edit]) -> bool:
    """Whether the edits change no more than the order of nodes, and what Forwards list."""
    return all(
        isinstance(edit, Reorder)
        or (isinstance(edit, SetActions) and _steps(edit.before) == _steps(edit.after))
        for edit in edits
    )


def _steps(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    return changed(actions, lambda each: None if isinstance(each, Forward) else each)


def _same_code(one: Document, other: Document) -> bool:
    from autograd_core.graph.pytorch_code import script_of  # on first use: it takes long

    return script_of(one).text == script_of(other).text
