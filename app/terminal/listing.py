"""`gradcanvas ops`: the operations, from their definitions."""

from __future__ import annotations

import argparse
import difflib
from typing import Any

from app.terminal.codes import OK
from app.terminal.common import add_command, print_json, print_table, wrong
from autograd_core.ops.spec import REGISTRY, REQUIRED, OpSpec


def add(commands: Any) -> None:
    """Adds the command to the parser's."""
    parser = add_command(
        commands,
        "ops",
        "list the operations, or tell all of one",
        "Lists the operations, or tells all of one: its code, inputs, parameters and derivatives.",
        "gradcanvas ops matmul\ngradcanvas ops --category reduction --json",
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="an operation")
    parser.add_argument("--category", metavar="CATEGORY", help="only those of a category")
    parser.set_defaults(call=ops)


def ops(options: argparse.Namespace) -> int:
    """Prints the table, or one operation."""
    if options.name is not None and options.name not in REGISTRY:
        near = difflib.get_close_matches(options.name, REGISTRY, 3)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise wrong(f"there is no operation '{options.name}'{hint}")
    found = list(REGISTRY.values()) if options.name is None else [REGISTRY[options.name]]
    if options.category is not None:
        if options.category not in categories():
            raise wrong(f"there is no such category; there are {', '.join(categories())}")
        found = [spec for spec in found if spec.category == options.category]
    if options.json:
        print_json({"operations": [_facts(spec) for spec in found]})
    elif options.name is not None:
        _print_one(found[0])
    else:
        heads = ("name", "category", "code", "what it does")
        print_table([heads, *((s.name, s.category, _code(s), s.title) for s in found)])
    return OK


def categories() -> list[str]:
    """The categories of operations, sorted."""
    return sorted({spec.category for spec in REGISTRY.values()})


def _code(spec: OpSpec) -> str:
    """The spelling with the names of ports and parameters."""
    params = [p.name for p in spec.params if p.default is REQUIRED]
    fields = {
        **{param.name: param.name for param in spec.params},
        **{port.name: port.name for port in spec.ports},
        "params": ", ".join(params),
    }
    return spec.spelling.format_map(fields).replace(", )", ")")


def _facts(spec: OpSpec) -> dict[str, Any]:
    return {
        "name": spec.name,
        "category": spec.category,
        "title": spec.title,
        "help": spec.help,
        "code": _code(spec),
        "inputs": [
            {
                "name": port.name,
                "optional": port.optional,
                "variadic": port.variadic,
                "number": port.number,
            }
            for port in spec.ports
        ],
        "outputs": list(spec.outputs),
        "params": [
            {
                "name": param.name,
                "type": param.type,
                "required": param.default is REQUIRED,
                "default": None if param.default is REQUIRED else repr(param.default),
            }
            for param in spec.params
        ],
        "formula": spec.formula,
        "derivatives": list(spec.gradient_texts),
        "node": spec.node_name if isinstance(spec.node_name, str) else "",
    }


def _print_one(spec: OpSpec) -> None:
    facts = _facts(spec)
    print(f"{spec.title} ({spec.name}, {spec.category})")
    print(spec.help)
    print(f"  code         {facts['code']}")
    for port in spec.ports:
        kinds = [kind for kind in ("optional", "variadic", "number") if getattr(port, kind)]
        print(f"  input        {port.name}{f' ({chr(44).join(kinds)})' if kinds else ''}")
    for param in facts["params"]:
        default = "needed" if param["required"] else param["default"]
        print(f"  parameter    {param['name']}: {param['type']} = {default}")
    print(f"  outputs      {', '.join(spec.outputs)}")
    if facts["node"]:
        print(f"  grad_fn      {facts['node']}")
    for text in filter(None, spec.gradient_texts):
        print(f"  derivative   {text}")
