"""The commands that add hooks, Python values, seeds and optimizers to the list of actions."""

from __future__ import annotations

from app.command import Command, When
from autograd_core.graph.words import QT_TRANSLATE_NOOP

MENU = QT_TRANSLATE_NOOP("Command", "Training")

ACTIONS: tuple[Command, ...] = (
    Command(
        "run.retain_grad", QT_TRANSLATE_NOOP("Command", "Keep a gradient (retain_grad)…"), "Run",
        "action_commands.retain_grad", icon="keep", when=When.HAS_NODES, first=True,
    ),
    Command(
        "run.hook", QT_TRANSLATE_NOOP("Command", "Hook…"), "Run", "action_commands.hook",
        icon="hook", when=When.HAS_NODES,
    ),
    Command(
        "run.remove_hook", QT_TRANSLATE_NOOP("Command", "Remove a hook…"), "Run",
        "action_commands.remove_hook", icon="unhook", when=When.HAS_ACTIONS,
    ),
    Command(
        "run.check", QT_TRANSLATE_NOOP("Command", "Check (assert)…"), "Run",
        "action_commands.check", icon="check", first=True,
    ),
    Command(
        "run.when", QT_TRANSLATE_NOOP("Command", "If…"), "Run", "action_commands.when",
        icon="when",
    ),
    Command(
        "run.try", QT_TRANSLATE_NOOP("Command", "Try…"), "Run", "action_commands.try_",
        icon="try",
    ),
    Command(
        "run.train", QT_TRANSLATE_NOOP("Command", "Training loop…"), "Run/Training",
        "action_commands.train", icon="repeat", when=When.HAS_NODES,
    ),
    Command(
        "run.optimizer", QT_TRANSLATE_NOOP("Command", "Optimizer…"), "Run/Training",
        "action_commands.optimizer", icon="optimizer", when=When.HAS_NODES, first=True,
    ),
    Command(
        "run.optimizer_step", QT_TRANSLATE_NOOP("Command", "Optimizer step…"), "Run/Training",
        "action_commands.optimizer_step", icon="optimizer-step", when=When.HAS_ACTIONS,
    ),
    Command(
        "run.let", QT_TRANSLATE_NOOP("Command", "Python value…"), "Run/Training",
        "action_commands.let", icon="let", first=True,
    ),
    Command(
        "run.seed", QT_TRANSLATE_NOOP("Command", "Seed…"), "Run/Training",
        "action_commands.seed", icon="seed",
    ),
)  # fmt: skip
