"""Recurrent layers and their cells: RNN, LSTM, GRU."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from ...dtypes import DType
from ...ops.dispatch import call
from ...ops.spec import REGISTRY
from ...tensor import Tensor
from .. import functional as F  # noqa: N812
from .. import init
from .module import Module
from .weights import new_parameter

__all__ = ["GRU", "LSTM", "RNN", "GRUCell", "LSTMCell", "RNNCell"]

State = tuple[Tensor, ...]
Cell = Callable[[Tensor, Tensor, State], State]
"""The next state, from what the input and the hidden state give for the gates."""


def _plain(function: str) -> Cell:
    def cell(given: Tensor, hidden: Tensor, state: State) -> State:
        total = hidden + given
        return (total.tanh() if function == "tanh" else total.relu(),)

    return cell


def _lstm(given: Tensor, hidden: Tensor, state: State) -> State:
    enter, forget, new, leave = (hidden + given).chunk(4, 1)
    memory = forget.sigmoid() * state[1] + enter.sigmoid() * new.tanh()
    return leave.sigmoid() * memory.tanh(), memory


def _gru(given: Tensor, hidden: Tensor, state: State) -> State:
    reset_in, keep_in, new_in = given.chunk(3, 1)
    reset_on, keep_on, new_on = hidden.chunk(3, 1)
    reset = (reset_on + reset_in).sigmoid()
    keep = (keep_on + keep_in).sigmoid()
    new = (new_in + new_on * reset).tanh()
    return ((state[0] - new) * keep + new,)


def _joined(name: str, tensors: Sequence[Tensor], dim: int) -> Any:
    return call(REGISTRY[name], (list(tensors),), {"dim": dim})


class _Gated(Module):
    """What recurrent layers and cells share."""

    _gates: ClassVar[int] = 1
    _states: ClassVar[int] = 1
    hidden_size: int

    def reset_parameters(self) -> None:
        """All weights and biases even between ±1/√hidden_size."""
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for parameter in self.parameters():
            init.uniform_(parameter, -bound, bound)

    def _cell(self) -> Cell:
        raise TypeError(f"{type(self).__name__} has no cell")


class _Recurrent(_Gated):
    """What recurrent layers share: weights for each layer and direction, and the way through."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        device: Any = None,
        dtype: DType | None = None,
    ) -> None:
        super().__init__()
        self._check(hidden_size, num_layers, dropout)
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout)
        self.bidirectional = bidirectional
        rows = self._gates * hidden_size
        ways = 2 if bidirectional else 1
        for layer in range(num_layers):
            columns = input_size if layer == 0 else hidden_size * ways
            for way in range(ways):
                end = f"l{layer}{'_reverse' if way else ''}"
                shapes = {"weight_ih": (rows, columns), "weight_hh": (rows, hidden_size)}
                if bias:
                    shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)}  # type: ignore[dict-item]
                for name, shape in shapes.items():
                    self.register_parameter(f"{name}_{end}", new_parameter(shape, device, dtype))
        self.reset_parameters()

    def _check(self, hidden_size: int, num_layers: int, dropout: Any) -> None:
        if not isinstance(dropout, int | float) or not 0 <= dropout <= 1:
            raise ValueError(
                "dropout should be a number in range [0, 1] representing the probability of an "
                "element being zeroed"
            )
        if dropout > 0 and num_layers == 1:
            warnings.warn(
                "dropout option adds dropout after all but last recurrent layer, so non-zero "
                "dropout expects num_layers greater than 1, but got "
                f"dropout={dropout} and num_layers={num_layers}",
                UserWarning,
                stacklevel=4,
            )
        if not isinstance(hidden_size, int):
            raise TypeError(f"hidden_size should be of type int, got: {type(hidden_size).__name__}")
        if hidden_size <= 0:
            raise ValueError("hidden_size must be greater than zero")
        if num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")

    def extra_repr(self) -> str:
        """The sizes, and what is not as usual."""
        said = [f"{self.input_size}, {self.hidden_size}"]
        for name, usual in (
            ("num_layers", 1), ("bias", True), ("batch_first", False), ("dropout", 0),
            ("bidirectional", False),
        ):  # fmt: skip
            if getattr(self, name) != usual:
                said.append(f"{name}={getattr(self, name)}")
        return ", ".join(said)

    def forward(self, input: Tensor, hx: Any = None) -> tuple[Tensor, Any]:
        """The outputs of all steps, and the last state of every layer and direction.

        Input (steps, batch, features), (batch, steps, features) with ``batch_first``, or (steps,
        features); state (layers · directions, batch, hidden), or without the batch.
        """
        name = type(self).__name__
        if input.dim() not in (2, 3):
            raise ValueError(f"{name}: Expected input to be 2D or 3D, got {input.dim()}D instead")
        batched = input.dim() == 3
        if not batched:
            input = input.unsqueeze(0 if self.batch_first else 1)
        if self.batch_first:
            input = input.transpose(0, 1)
        starts = self._starts(input, hx, batched)
        output, states = self._run(input, starts)
        if self.batch_first:
            output = output.transpose_(0, 1)  # in place, as PyTorch: by its Node
        if not batched:
            output = output.squeeze(0 if self.batch_first else 1)
            states = tuple([state.squeeze(1) for state in states])
        return output, states if self._states > 1 else states[0]

    def _starts(self, input: Tensor, hx: Any, batched: bool) -> State:
        if input.shape[-1] != self.input_size:
            raise RuntimeError(
                "input.size(-1) must be equal to input_size. Expected "
                f"{self.input_size}, got {input.shape[-1]}"
            )
        count = self.num_layers * (2 if self.bidirectional else 1)
        shape = (count, input.shape[1], self.hidden_size)
        if hx is None:
            return tuple([input.new_zeros(shape) for _ in range(self._states)])
        given = tuple(hx) if self._states > 1 else (hx,)
        dims = 3 if batched else 2
        for one in given:
            if one.dim() != dims:
                kind = "batched" if batched else "unbatched"
                what = "hx and cx" if self._states > 1 else "hx"
                raise RuntimeError(
                    f"For {kind} {dims}-D input, {what} should also be {dims}-D but got "
                    f"{one.dim()}-D tensor"
                )
        if not batched:
            given = tuple([one.unsqueeze(1) for one in given])
        for place, one in enumerate(given):
            if tuple(one.shape) != shape:
                which = f"hidden[{place}]" if self._states > 1 else "hidden"
                raise RuntimeError(f"Expected {which} size {shape}, got {list(one.shape)}")
        return given

    def _run(self, input: Tensor, starts: State) -> tuple[Tensor, State]:
        ways = 2 if self.bidirectional else 1
        ends: list[State] = []
        for layer in range(self.num_layers):
            outputs = []
            for way in range(ways):
                start = tuple([one[layer * ways + way] for one in starts])
                output, end = self._through(input, start, layer, bool(way))
                outputs.append(output)
                ends.append(end)
            input = outputs[0] if ways == 1 else _joined("cat", outputs, -1)
            if self.dropout and self.training and layer < self.num_layers - 1:
                input = F.dropout(input, self.dropout, True)
        return input, tuple([_joined("stack", one, 0) for one in zip(*ends, strict=True)])

    def _through(
        self, input: Tensor, state: State, layer: int, backwards: bool
    ) -> tuple[Tensor, State]:
        """One layer in one direction: the outputs of all steps and the last state."""
        end = f"l{layer}{'_reverse' if backwards else ''}"
        weight, bias = getattr(self, f"weight_hh_{end}"), getattr(self, f"bias_hh_{end}", None)
        given = F.linear(
            input, getattr(self, f"weight_ih_{end}"), getattr(self, f"bias_ih_{end}", None)
        ).unbind(0)
        cell = self._cell()
        outputs = []
        for step in reversed(given) if backwards else given:
            state = cell(step, F.linear(state[0], weight, bias), state)
            outputs.append(state[0])
        if backwards:
            outputs.reverse()
        return _joined("stack", outputs, 0), state


class RNN(_Recurrent):
    """h ← tanh(W·x + b + U·h + c), step by step; or relu."""

    def __init__(
        self, input_size: int, hidden_size: int, num_layers: int = 1, nonlinearity: str = "tanh",
        bias: bool = True, batch_first: bool = False, dropout: float = 0.0,
        bidirectional: bool = False, device: Any = None, dtype: DType | None = None,
    ) -> None:  # fmt: skip
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(
                f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'."
            )
        super().__init__(
            input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional,
            device, dtype,
        )  # fmt: skip
        self.nonlinearity = nonlinearity

    def _cell(self) -> Cell:
        return _plain(self.nonlinearity)


class LSTM(_Recurrent):
    """Long short-term memory: the state is (h, c), and gates say what c keeps and takes in."""

    _gates = 4
    _states = 2

    def _cell(self) -> Cell:
        return _lstm


class GRU(_Recurrent):
    """Gated recurrent units: gates say how much of h is kept, and how much the new value sees."""

    _gates = 3

    def _cell(self) -> Cell:
        return _gru


class _RecurrentCell(_Gated):
    """One step of a recurrent layer."""

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        device: Any = None,
        dtype: DType | None = None,
    ) -> None:
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        rows = self._gates * hidden_size
        self.weight_ih = new_parameter((rows, input_size), device, dtype)
        self.weight_hh = new_parameter((rows, hidden_size), device, dtype)
        for name in ("bias_ih", "bias_hh"):
            made = new_parameter((rows,), device, dtype) if bias else None
            self.register_parameter(name, made)
        self.reset_parameters()

    def extra_repr(self) -> str:
        """The sizes, and what is not as usual."""
        said = f"{self.input_size}, {self.hidden_size}"
        if not self.bias:
            said += f", bias={self.bias}"
        other = getattr(self, "nonlinearity", "tanh")
        return said if other == "tanh" else f"{said}, nonlinearity={other}"

    def forward(self, input: Tensor, hx: Any = None) -> Any:
        """The next state: (batch, hidden) or (hidden,) for an input with or without a batch."""
        name = type(self).__name__
        if input.dim() not in (1, 2):
            raise ValueError(f"{name}: Expected input to be 1D or 2D, got {input.dim()}D instead")
        batched = input.dim() == 2
        states: State = () if hx is None else (tuple(hx) if self._states > 1 else (hx,))
        if not batched:
            input = input.unsqueeze(0)
            states = tuple([one.unsqueeze(0) for one in states])
        if not states:
            shape = (input.shape[0], self.hidden_size)
            states = tuple([input.new_zeros(shape) for _ in range(self._states)])
        given = F.linear(input, self.weight_ih, self.bias_ih)
        found = self._cell()(given, F.linear(states[0], self.weight_hh, self.bias_hh), states)
        if not batched:
            found = tuple([one.squeeze(0) for one in found])
        return found if self._states > 1 else found[0]


class RNNCell(_RecurrentCell):
    """One step of :class:`RNN`."""

    def __init__(
        self, input_size: int, hidden_size: int, bias: bool = True, nonlinearity: str = "tanh",
        device: Any = None, dtype: DType | None = None,
    ) -> None:  # fmt: skip
        super().__init__(input_size, hidden_size, bias, device, dtype)
        self.nonlinearity = nonlinearity

    def _cell(self) -> Cell:
        return _plain(self.nonlinearity)


class LSTMCell(_RecurrentCell):
    """One step of :class:`LSTM`."""

    _gates = 4
    _states = 2

    def _cell(self) -> Cell:
        return _lstm


class GRUCell(_RecurrentCell):
    """One step of :class:`GRU`."""

    _gates = 3

    def _cell(self) -> Cell:
        return _gru
