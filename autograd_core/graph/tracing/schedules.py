"""Optimizers and the schedules of their learning rates."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograd_core import optim
from autograd_core.graph.actions import OptimizerStep, ParamGroup, SetOption
from autograd_core.graph.optimizing import KINDS
from autograd_core.graph.tracing.derivatives import Derivatives, named_arguments, plain_argument
from autograd_core.graph.tracing.lacking import lacking
from autograd_core.graph.tracing.things import Made, Method, Schedule
from autograd_core.graph.tracing.values import Ref, Refused, Text, Val, literal, said
from autograd_core.optim import lr_scheduler
from autograd_core.tensor import Tensor

_COMPOSED = frozenset({"SequentialLR", "ChainedScheduler"})
_POSITIONS = {
    "Adam": ("lr", "betas", "eps", "weight_decay", "amsgrad"),
    "AdamW": ("lr", "betas", "eps", "weight_decay", "amsgrad"),
    "SGD": ("lr", "momentum", "dampening", "weight_decay", "nesterov"),
    "RMSprop": ("lr", "alpha", "eps", "weight_decay", "momentum", "centered"),
    "Adagrad": ("lr", "lr_decay", "weight_decay"),
    "Adadelta": ("lr", "rho", "eps", "weight_decay"),
}


class Schedules(Derivatives):
    """Makes optimizers and schedules, and calls their methods."""

    def make_optimizer(self, kind: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if kind not in KINDS:
            raise Refused(f"torch.optim.{kind} cannot be read yet: {', '.join(KINDS)} can")
        given = list(args)
        params = kwargs["params"] if "params" in kwargs else given.pop(0)
        options = {name: val for name, val in kwargs.items() if name != "params"}
        options |= dict(zip(_POSITIONS[kind], given, strict=False))
        listed = [val.value for val in self.items_of(params)]
        if not listed:
            raise ValueError("optimizer got an empty parameter list")
        made: Callable[..., Any] = getattr(optim, kind)
        groups = any(isinstance(each, dict) for each in listed)
        real = [self._group(each) if groups else each for each in listed]
        optimizer = made(real, **{name: val.value for name, val in options.items()})
        trees = {name: self._option(name, val) for name, val in options.items()}
        tensors = [param for group in optimizer.param_groups for param in group["params"]]
        found = Made(optimizer, kind, leaves=tuple(map(self.notes.ref, tensors)), options=trees)
        if groups:
            found.groups = tuple(
                ParamGroup(len(group["params"]), self._own_options(each))
                for group, each in zip(optimizer.param_groups, real, strict=True)
            )
        self._watch(found)
        return Val(found)

    def _group(self, given: Any) -> dict[str, Any]:
        if not isinstance(given, dict):
            raise TypeError("param_group must be a dict")
        params = given["params"]
        listed = params if isinstance(params, Tensor) else [v.value for v in self.items_of(
            Val(params)
        )]
        return {**given, "params": listed}

    def _own_options(self, group: Mapping[str, Any]) -> dict[str, str]:
        texts = {}
        for name, value in group.items():
            tree = None if name == "params" else literal(value)
            if tree is not None:
                texts[name] = ast.unparse(tree)
            elif name != "params":
                raise Refused(f"{name} cannot be written down")
        return texts

    def _option(self, name: str, val: Val) -> ast.expr:
        tree = literal(val.value) if isinstance(val.sym, Ref) else said(val)
        if tree is None:
            raise Refused(f"{name} cannot be written down")
        return tree

    # Groups

    def _watch(self, made: Made) -> None:
        for place, group in enumerate(made.optimizer.param_groups):
            self.groups[id(group)] = (made, place)

    def groups_of(self, made: Made) -> Val:
        self.name_optimizer(made, "optimizer")
        return Val(made.optimizer.param_groups)

    def put_option(self, group: dict[Any, Any], key: Any, val: Val) -> bool:
        """Whether the dict is a group of an optimizer, whose option was set then."""
        known = self.groups.get(id(group))
        if known is None or known[0].optimizer.param_groups[known[1]] is not group:
            return False
        made, place = known
        if key == "params" or not isinstance(val.value, bool | int | float | tuple):
            raise Refused(f"'{key}' of a group of parameters cannot be assigned to")
        if key in group:
            self._note_option(made, place, key, said(val))
        group[key] = val.value
        return True

    def _note_option(self, made: Made, place: int, key: str, tree: ast.expr | None) -> None:
        if tree is None:
            raise Refused(f"{key} cannot be written down")
        self.notes.act(
            SetOption, name=made.name, option=key, expression=Text(tree), group=place
        )

    # Steps

    def optimizer_method(
        self, made: Made, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        self.name_optimizer(made, "optimizer")
        if name == "step":
            given = named_arguments("step", ("closure",), args, kwargs)
            loss = Val(None)
            if "closure" in given and given["closure"].value is not None:
                with self.in_mode_of(True):
                    loss = self.call(given["closure"], [], {})
            self.notes.act(OptimizerStep, name=made.name, written=made.leaves)
            made.optimizer.step()
            return loss
        if name == "zero_grad":
            given = named_arguments("zero_grad", ("set_to_none",), args, kwargs)
            owners = [
                Val(param) for group in made.optimizer.param_groups for param in group["params"]
            ]
            self.zero_grad(owners, bool(plain_argument(given, "set_to_none", True)))
            return Val(None)
        if name == "state_dict":
            return Val(made.optimizer.state_dict())
        raise lacking(made, name)

    # Schedules

    def make_schedule(self, kind: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if kind in _COMPOSED:
            raise Refused(f"{kind} cannot be read yet")
        given = list(args)
        owner = kwargs["optimizer"] if "optimizer" in kwargs else given.pop(0)
        if not isinstance(owner.value, Made):
            raise TypeError(f"{type(owner.value).__name__} is not an Optimizer")
        made: Made = owner.value
        self.name_optimizer(made, "optimizer")
        values = [self._called(val.value) for val in given]
        named = {k: self._called(v.value) for k, v in kwargs.items() if k != "optimizer"}
        before = _rates(made)
        scheduler = getattr(lr_scheduler, kind)(made.optimizer, *values, **named)
        self._note_rates(made, before)
        return Val(Schedule(scheduler, made))

    def _called(self, value: Any) -> Any:
        """An argument as the engine wants it: functions of the snippet as functions."""
        if isinstance(value, list | tuple):
            return type(value)([self._called(each) for each in value])
        if value is None or isinstance(value, bool | int | float | str):
            return value

        def called(*given: Any) -> Any:
            with self.notes.hushed():
                return self.call(Val(value), [Val(each) for each in given], {}).value

        return called

    def schedule_method(
        self, schedule: Schedule, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        made, scheduler = schedule.made, schedule.scheduler
        if name == "step":
            before = _rates(made)
            values = [_number(val.value) for val in (*args, *kwargs.values())]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                scheduler.step(*values)
            self._note_rates(made, before)
            return Val(None)
        if name in ("get_last_lr", "get_lr") and not args:
            return Val(list(getattr(scheduler, name)()))
        raise Refused(f"{name} of a schedule cannot be read yet")

    def schedule_attribute(self, schedule: Schedule, name: str) -> Val:
        if name == "optimizer":
            return Val(schedule.made)
        if name.startswith("_") or name in ("step", "get_last_lr", "get_lr", "state_dict"):
            return Val(Method(Val(schedule), name))
        value = getattr(schedule.scheduler, name)
        if not self.is_plain(value):
            raise Refused(f"{name} of a schedule cannot be read yet")
        return Val(value)

    def _note_rates(self, made: Made, before: list[dict[str, Any]]) -> None:
        """Notes what a schedule has changed."""
        for place, (old, new) in enumerate(zip(before, _rates(made), strict=True)):
            for key, value in new.items():
                if old.get(key) != value:
                    self._note_option(made, place, key, literal(value))


def _rates(made: Made) -> list[dict[str, Any]]:
    names = ("lr", "momentum", "betas")
    return [
        {name: group[name] for name in names if name in group}
        for group in made.optimizer.param_groups
    ]


def _number(value: Any) -> Any:
    return value.item() if isinstance(value, Tensor) else value
