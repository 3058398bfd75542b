"""`gradcanvas completion`: what a shell needs to complete the commands, made from the parser."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from app.terminal.codes import OK
from app.terminal.common import add_command, print_json
from app.terminal.listing import categories
from autograd_core.ops.spec import REGISTRY

READ = ("gradcanvas", "py", "ipynb", "json")
FILES = {
    "FILE": READ,
    "A": READ,
    "B": ("gradcanvas", "py", "ipynb", "json", "dot", "mmd"),
    "OUT": ("png", "svg", "pdf", "gif", "apng"),
}
"""The endings of the files that a metavar stands for."""


def add(commands: Any) -> None:
    """Adds the command to the parser's."""
    parser = add_command(
        commands,
        "completion",
        "print what makes a shell complete these commands",
        "Prints a script that makes a shell complete commands, options, files and operations.",
        'eval "$(gradcanvas completion bash)"          # in ~/.bashrc\n'
        "gradcanvas completion zsh > ~/.zfunc/_gradcanvas  # in a folder of fpath\n"
        "gradcanvas completion fish > ~/.config/fish/completions/gradcanvas.fish",
    )
    parser.add_argument("shell", choices=tuple(WRITERS), help="which shell")
    parser.set_defaults(call=completion)


def completion(options: argparse.Namespace) -> int:
    """Prints the script."""
    text = WRITERS[options.shell](list(_commands(options.parser)))
    if options.json:
        print_json({"shell": options.shell, "script": text})
    else:
        print(text, end="")
    return OK


class Slot(NamedTuple):
    """What may stand at a place: some words, or files with some endings."""

    words: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


class Option(NamedTuple):
    """An option: its spellings, what it is for, and what comes after it, if anything does."""

    names: tuple[str, ...]
    help: str
    value: Slot | None


class Command(NamedTuple):
    """A command with its options and the places of its arguments."""

    name: str
    help: str
    options: tuple[Option, ...]
    places: tuple[Slot, ...]


def _commands(parser: argparse.ArgumentParser) -> Iterator[Command]:
    (table,) = (each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    helps = {each.dest: each.help or "" for each in table._choices_actions}
    for name, command in table.choices.items():
        options = []
        places = []
        for action in command._actions:
            slot = _slot(action)
            if action.option_strings:
                value = None if action.nargs == 0 else slot
                options.append(Option(tuple(action.option_strings), action.help or "", value))
            else:
                places.append(slot)
        yield Command(name, helps.get(name, ""), tuple(options), tuple(places))


def _slot(action: argparse.Action) -> Slot:
    if action.choices is not None:
        return Slot(tuple(map(str, action.choices)))
    if action.metavar == "NAME":
        return Slot(tuple(REGISTRY))
    if action.metavar == "CATEGORY":
        return Slot(tuple(categories()))
    return Slot(endings=FILES.get(str(action.metavar), ()))


# bash


def _bash(commands: list[Command]) -> str:
    names = " ".join(command.name for command in commands)
    cases = "\n".join(map(_bash_case, commands))
    return f"""# bash completion of gradcanvas: eval "$(gradcanvas completion bash)"
_gradcanvas_files() {{
    local ending found
    compopt -o filenames 2> /dev/null
    while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -d -- "$word")
    for ending in "$@"; do
        while IFS= read -r found; do COMPREPLY+=("$found"); done \\
            < <(compgen -f -X "!*.$ending" -- "$word")
    done
}}
_gradcanvas_words() {{
    local found
    while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -W "$1" -- "$word")
}}
_gradcanvas() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    local command=${{COMP_WORDS[1]}} place=0 at
    COMPREPLY=()
    if (( COMP_CWORD == 1 )); then
        _gradcanvas_words '{names} --help --version'
        [[ $word == -* ]] || _gradcanvas_files {' '.join(READ)}
        return
    fi
    case $command in
{cases}
    esac
}}
complete -F _gradcanvas gradcanvas
"""


def _bash_case(command: Command) -> str:
    lines = [f"    {command.name})", "        case $before in"]
    takes = [option for option in command.options if option.value is not None]
    for option in takes:
        assert option.value is not None
        lines.append(f"        {'|'.join(option.names)}) {_bash_slot(option.value)}; return ;;")
    lines.append("        esac")
    words = " ".join(name for option in command.options for name in option.names)
    lines.append(f"        if [[ $word == -?* ]]; then _gradcanvas_words '{words}'; return; fi")
    skipped = "|".join(name for option in takes for name in option.names) or "''"
    lines += [
        "        for (( at = 2; at < COMP_CWORD; at++ )); do",
        "            case ${COMP_WORDS[at]} in",
        f"            {skipped}) (( at++ )) ;;",
        "            -?*) ;;",
        "            *) (( place++ )) ;;",
        "            esac",
        "        done",
        "        case $place in",
    ]
    for number, slot in enumerate(command.places):
        lines.append(f"        {number}) {_bash_slot(slot)} ;;")
    return "\n".join([*lines, "        esac ;;"])


def _bash_slot(slot: Slot) -> str:
    if slot.words:
        return f"_gradcanvas_words '{' '.join(slot.words)}'"
    return f"_gradcanvas_files {' '.join(slot.endings)}" if slot.endings else ":"


# zsh


def _zsh(commands: list[Command]) -> str:
    names = "\n".join(f"        {_zsh_quoted(f'{c.name}:{c.help}')}" for c in commands)
    cases = "\n".join(
        f"    {command.name})\n        _arguments \\\n            {_zsh_arguments(command)} ;;"
        for command in commands
    )
    return f"""#compdef gradcanvas
# zsh completion of gradcanvas: in a folder of fpath, as _gradcanvas
_gradcanvas() {{
    local -a commands
    commands=(
{names}
    )
    if (( CURRENT == 2 )); then
        _describe command commands
        _files -g '{_zsh_glob(READ)}'
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{cases}
    esac
}}
if [[ $funcstack[1] == _gradcanvas ]]; then
    _gradcanvas "$@"
else
    compdef _gradcanvas gradcanvas
fi
"""


def _zsh_arguments(command: Command) -> str:
    parts = []
    for option in command.options:
        about = _zsh_plain(option.help)
        value = "" if option.value is None else f":{_zsh_slot(option.value, 'value')}"
        for name in option.names:
            others = f"({' '.join(option.names)})" if len(option.names) > 1 else ""
            parts.append(_zsh_quoted(f"{others}{name}[{about}]{value}"))
    for number, slot in enumerate(command.places, 1):
        parts.append(_zsh_quoted(f"{number}:{_zsh_slot(slot, 'argument')}"))
    return " \\\n            ".join(parts)


def _zsh_slot(slot: Slot, name: str) -> str:
    if slot.words:
        return f"{name}:({' '.join(slot.words)})"
    return f"{name}:_files -g \"{_zsh_glob(slot.endings)}\"" if slot.endings else f"{name}: "


def _zsh_glob(endings: tuple[str, ...]) -> str:
    return f"*.({'|'.join(endings)})"


def _zsh_plain(text: str) -> str:
    return text.replace("[", "(").replace("]", ")").replace(":", " ")


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


# fish


def _fish(commands: list[Command]) -> str:
    lines = ["# fish completion of gradcanvas"]
    first = "-n __fish_use_subcommand"
    lines += [
        f"complete -c gradcanvas {first} -f -a {command.name} -d {_fish_quoted(command.help)}"
        for command in commands
    ]
    lines.append(f"complete -c gradcanvas {first} -l version -d 'the version'")
    for command in commands:
        start = f"complete -c gradcanvas -n '__fish_seen_subcommand_from {command.name}'"
        for option in command.options:
            spelled = " ".join(
                f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
                for name in option.names
            )
            value = "" if option.value is None else " -r" + _fish_slot(option.value)
            lines.append(f"{start} {spelled}{value} -d {_fish_quoted(option.help)}")
        words = [word for slot in command.places for word in slot.words]
        if words:
            lines.append(f"{start} -f -a {_fish_quoted(' '.join(words))}")
    return "\n".join(lines) + "\n"


def _fish_slot(slot: Slot) -> str:
    if slot.words:
        return f" -f -a {_fish_quoted(' '.join(slot.words))}"
    return " -F" if slot.endings else " -f"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


WRITERS: dict[str, Callable[[list[Command]], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
