"""The commands of playback: steps, phases, iterations, loop, breakpoints and watches."""

from __future__ import annotations

from app.command import Command, Shape, When
from autograd_core.graph.words import QT_TRANSLATE_NOOP

MENU = QT_TRANSLATE_NOOP("Command", "Breakpoints")

PLAYBACK: tuple[Command, ...] = (
    Command(
        "play.step", QT_TRANSLATE_NOOP("Command", "Step"), "Playback", "player.step_forward",
        (".", "F10"), icon="step", when=When.NOT_AT_END,
    ),
    Command(
        "play.step_back", QT_TRANSLATE_NOOP("Command", "Step back"), "Playback",
        "player.step_back", (",", "F9"), icon="step-back", when=When.NOT_AT_START,
    ),
    Command(
        "play.toggle", QT_TRANSLATE_NOOP("Command", "Play or pause"), "Playback",
        "player.toggle", ("/", "F8"), icon="play", when=When.HAS_STEPS,
    ),
    Command(
        "play.reverse", QT_TRANSLATE_NOOP("Command", "Play backwards"), "Playback",
        "player.play_back", ("Shift+F8",), icon="play-back", when=When.NOT_AT_START,
    ),
    Command(
        "play.phase", QT_TRANSLATE_NOOP("Command", "Next phase"), "Playback",
        "player.phase_forward", ("Alt+.",), icon="phase", when=When.HAS_STEPS,
        first=True,
    ),
    Command(
        "play.phase_back", QT_TRANSLATE_NOOP("Command", "Previous phase"), "Playback",
        "player.phase_back", ("Alt+,",), icon="phase-back", when=When.HAS_STEPS,
    ),
    Command(
        "play.next_section", QT_TRANSLATE_NOOP("Command", "Next action"), "Playback",
        "player.next_section", (">", "Ctrl+F10"), icon="next", when=When.NOT_AT_END,
    ),
    Command(
        "play.previous_section", QT_TRANSLATE_NOOP("Command", "Previous action"), "Playback",
        "player.previous_section", ("<", "Ctrl+F9"), icon="previous", when=When.NOT_AT_START,
    ),
    Command(
        "play.next_turn", QT_TRANSLATE_NOOP("Command", "Next iteration"), "Playback",
        "player.next_turn", ("Alt+PgDown",), icon="next-turn", when=When.HAS_TURNS,
    ),
    Command(
        "play.previous_turn", QT_TRANSLATE_NOOP("Command", "Previous iteration"), "Playback",
        "player.previous_turn", ("Alt+PgUp",), icon="previous-turn", when=When.HAS_TURNS,
    ),
    Command(
        "play.first", QT_TRANSLATE_NOOP("Command", "Go to start"), "Playback", "player.first",
        ("Ctrl+Home",), icon="first", when=When.NOT_AT_START,
    ),
    Command(
        "play.last", QT_TRANSLATE_NOOP("Command", "Go to end"), "Playback", "player.last",
        ("Ctrl+End",), icon="last", when=When.NOT_AT_END,
    ),
    Command(
        "play.faster", QT_TRANSLATE_NOOP("Command", "Faster"), "Playback", "graph.faster",
        ("]",), first=True,
    ),
    Command(
        "play.slower", QT_TRANSLATE_NOOP("Command", "Slower"), "Playback", "graph.slower",
        ("[",),
    ),
    Command(
        "play.loop", QT_TRANSLATE_NOOP("Command", "Play in a loop"), "Playback",
        "probing.toggle_loop", ("Ctrl+Shift+L",), argument="loop", icon="loop",
        when=When.HAS_STEPS, shape=Shape.CHECK,
    ),
    Command(
        "play.run_on", QT_TRANSLATE_NOOP("Command", "Run to the next breakpoint"), "Playback",
        "player.run_on", ("F11",), icon="run-on", when=When.HAS_BREAKPOINTS, first=True,
    ),
    Command(
        "play.run_back", QT_TRANSLATE_NOOP("Command", "Run back to the breakpoint before"),
        "Playback", "player.run_back", ("Shift+F11",), icon="run-back",
        when=When.HAS_BREAKPOINTS,
    ),
    Command(
        "break.toggle", QT_TRANSLATE_NOOP("Command", "Breakpoint on the selection"),
        "Playback/Breakpoints", "probing.toggle_selected", ("Ctrl+B",), icon="breakpoint",
        when=When.HAS_SELECTION,
    ),
    Command(
        "break.condition", QT_TRANSLATE_NOOP("Command", "Breakpoint with a condition…"),
        "Playback/Breakpoints", "probing.add_condition", ("Ctrl+Shift+B",),
        when=When.HAS_NODES,
    ),
    Command(
        "break.grad", QT_TRANSLATE_NOOP("Command", "Stop when the selected .grad changes"),
        "Playback/Breakpoints", "probing.toggle_grad", when=When.HAS_SELECTION,
    ),
    Command(
        "break.nonfinite", QT_TRANSLATE_NOOP("Command", "Stop at the first NaN or Inf"),
        "Playback/Breakpoints", "probing.toggle_nonfinite", argument="nonfinite",
        shape=Shape.CHECK,
    ),
    Command(
        "break.clear", QT_TRANSLATE_NOOP("Command", "Remove all breakpoints"),
        "Playback/Breakpoints", "probing.remove_all", when=When.HAS_BREAKPOINTS, first=True,
    ),
    Command(
        "watch.add", QT_TRANSLATE_NOOP("Command", "Watch…"), "Playback", "probing.add_watch",
        ("Alt+W",), icon="watch", when=When.HAS_NODES,
    ),
)
