"""What ``engine.py`` measures: the same work in PyTorch's words, and for those who have others.

``JOBS`` maps a name to one factory for each library. A factory is given the library and returns
the job: all that one round does, from values to gradients.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

Job = Callable[[], object]
Factory = Callable[[Any], Job]

SIZES = (784, 128, 64, 10)
BATCH = 64
RATE = 0.001


# ---- in PyTorch's words: our core and PyTorch --------------------------------------------------


def chain(torch: Any, size: int | tuple[int, ...], length: int) -> Job:
    """Forward and backward through a chain of cheap operations of different kinds."""
    x = torch.ones(size, requires_grad=True)
    a = torch.full((1,), 1.001)
    b = torch.full((1,), 0.002)

    def job() -> None:
        y = x
        for _ in range(length // 4):
            y = y * a
            y = y + b
            y = -y
            y = y.tanh()
        y.sum().backward()
        x.grad = None

    return job


def scaled(torch: Any, length: int) -> Job:
    """A chain with Python numbers as operands."""
    x = torch.ones(1, requires_grad=True)

    def job() -> None:
        y = x
        for _ in range(length // 2):
            y = y * 1.001
            y = y + 0.5
        y.sum().backward()
        x.grad = None

    return job


def diamond(torch: Any, length: int) -> Job:
    """A tensor used twice, again and again: 2 to the power of ``length // 2`` ways."""
    x = torch.ones(1, requires_grad=True)

    def job() -> None:
        y = x
        for _ in range(length // 2):
            u = y * 0.5
            y = u + u
        y.sum().backward()
        x.grad = None

    return job


def perceptron(torch: Any, sizes: tuple[int, ...] = SIZES, batch: int = BATCH) -> Job:
    """One training step with ReLU, squared error and plain SGD."""
    torch.manual_seed(0)
    weights = [
        (torch.randn(m, n) * (1.0 / m) ** 0.5).requires_grad_()
        for m, n in itertools.pairwise(sizes)
    ]
    biases = [torch.zeros(n, requires_grad=True) for n in sizes[1:]]
    x = torch.randn(batch, sizes[0])
    target = torch.randn(batch, sizes[-1])
    leaves = [*weights, *biases]

    def job() -> None:
        h = x
        for place, (w, b) in enumerate(zip(weights, biases, strict=True)):
            h = h @ w + b
            if place < len(weights) - 1:
                h = h.relu()
        loss = ((h - target) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for p in leaves:
                p -= RATE * p.grad
                p.grad = None

    return job


def module(torch: Any) -> Job:
    """One training step in modules, with cross entropy and the optimizer."""
    nn = torch.nn
    torch.manual_seed(0)
    pairs = [nn.Linear(m, n) for m, n in itertools.pairwise(SIZES)]
    layers = [one for pair in pairs for one in (pair, nn.ReLU())][:-1]
    net = nn.Sequential(*layers)
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE)
    x = torch.randn(BATCH, SIZES[0])
    classes = torch.randint(0, SIZES[-1], (BATCH,))

    def job() -> None:
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x), classes).backward()
        optimizer.step()

    return job


def inference(torch: Any, length: int) -> Job:
    """A chain without recording."""
    x = torch.ones(1)
    a = torch.full((1,), 1.001)

    def job() -> None:
        with torch.no_grad():
            y = x
            for _ in range(length // 2):
                y = y * a
                y = y.tanh()

    return job


def jacobian(torch: Any) -> Job:
    """The whole Jacobian of a layer from 100 to 100."""
    torch.manual_seed(0)
    w = torch.randn(100, 100)
    x = torch.randn(100)
    return lambda: torch.autograd.functional.jacobian(lambda x: (w @ x).tanh(), x)


def rosenbrock(x: Any) -> Any:
    """The sum of 100 (xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)² in any library."""
    a, b = x[:-1], x[1:]
    return (100.0 * (b - a**2) ** 2 + (1.0 - a) ** 2).sum()


def hessian(torch: Any) -> Job:
    """The Hessian of the Rosenbrock function in 50 dimensions."""
    x = torch.linspace(-1, 1, 50)
    return lambda: torch.autograd.functional.hessian(rosenbrock, x)


# ---- HIPS autograd ---------------------------------------------------------------------------


def hips_chain(autograd: Any, size: Any, length: int) -> Job:
    """As :func:`chain`."""
    x = np.ones(size, np.float32)
    a, b = np.full(1, 1.001, np.float32), np.full(1, 0.002, np.float32)

    def loss(y: Any) -> Any:
        for _ in range(length // 4):
            y = y * a
            y = y + b
            y = -y
            y = autograd.numpy.tanh(y)
        return autograd.numpy.sum(y)

    gradient = autograd.grad(loss)
    return lambda: gradient(x)


def hips_scaled(autograd: Any, length: int, diamonds: bool = False) -> Job:
    """As :func:`scaled` and :func:`diamond`."""
    x = np.ones(1, np.float32)

    def loss(y: Any) -> Any:
        for _ in range(length // 2):
            u = y * 0.5 if diamonds else y * 1.001
            y = u + u if diamonds else u + 0.5
        return autograd.numpy.sum(y)

    gradient = autograd.grad(loss)
    return lambda: gradient(x)


def hips_perceptron(autograd: Any) -> Job:
    """As :func:`perceptron`."""
    weights, biases, x, target = _values()

    def loss(leaves: Any) -> Any:
        h = x
        for place, (w, b) in enumerate(zip(*leaves, strict=True)):
            h = autograd.numpy.dot(h, w) + b
            if place < len(weights) - 1:
                h = autograd.numpy.maximum(h, 0)
        return autograd.numpy.mean((h - target) ** 2)

    gradient = autograd.grad(loss)

    def job() -> None:
        for leaves, found in zip((weights, biases), gradient((weights, biases)), strict=True):
            for leaf, grad in zip(leaves, found, strict=True):
                leaf -= np.float32(RATE) * grad

    return job


def hips_jacobian(autograd: Any) -> Job:
    """As :func:`jacobian`."""
    w, x = _layer()
    found = autograd.jacobian(lambda x: autograd.numpy.tanh(autograd.numpy.dot(w, x)))
    return lambda: found(x)


def hips_hessian(autograd: Any) -> Job:
    """As :func:`hessian`."""
    found = autograd.hessian(lambda x: autograd.numpy.sum(_terms(x)))
    x = np.linspace(-1, 1, 50, dtype=np.float32)
    return lambda: found(x)


def _terms(x: Any) -> Any:
    a, b = x[:-1], x[1:]
    return 100.0 * (b - a**2) ** 2 + (1.0 - a) ** 2


# ---- MyGrad ----------------------------------------------------------------------------------


def mygrad_chain(mygrad: Any, size: Any, length: int) -> Job:
    """As :func:`chain`."""
    x = mygrad.tensor(np.ones(size, np.float32))
    a, b = np.full(1, 1.001, np.float32), np.full(1, 0.002, np.float32)

    def job() -> None:
        y = x
        for _ in range(length // 4):
            y = y * a
            y = y + b
            y = -y
            y = mygrad.tanh(y)
        y.sum().backward()
        x.null_grad()

    return job


def mygrad_scaled(mygrad: Any, length: int, diamonds: bool = False) -> Job:
    """As :func:`scaled` and :func:`diamond`."""
    x = mygrad.tensor(np.ones(1, np.float32))

    def job() -> None:
        y = x
        for _ in range(length // 2):
            u = y * 0.5 if diamonds else y * 1.001
            y = u + u if diamonds else u + 0.5
        y.sum().backward()
        x.null_grad()

    return job


def mygrad_perceptron(mygrad: Any) -> Job:
    """As :func:`perceptron`."""
    weights, biases, x, target = _values()
    tensors = [mygrad.tensor(one) for one in (*weights, *biases)]
    count = len(weights)

    def job() -> None:
        h = x
        for place in range(count):
            h = mygrad.matmul(h, tensors[place]) + tensors[count + place]
            if place < count - 1:
                h = mygrad.maximum(h, 0)
        ((h - target) ** 2).mean().backward()
        for one in tensors:
            grad = one.grad
            one.null_grad()
            one.data[...] -= np.float32(RATE) * grad

    return job


def mygrad_inference(mygrad: Any, length: int) -> Job:
    """As :func:`inference`."""
    x, a = mygrad.tensor(np.ones(1, np.float32)), np.full(1, 1.001, np.float32)

    def job() -> None:
        with mygrad.no_autodiff:
            y = x
            for _ in range(length // 2):
                y = y * a
                y = mygrad.tanh(y)

    return job


# ---- NumPy by hand: what is left when nobody has to find the gradient -------------------------


def hand_chain(numpy: Any, size: Any, length: int) -> Job:
    """As :func:`chain`."""
    x = np.ones(size, np.float32)
    a, b = np.full(1, 1.001, np.float32), np.full(1, 0.002, np.float32)
    one = np.float32(1)

    def job() -> object:
        y = x
        kept = []
        for _ in range(length // 4):
            y = np.tanh(-(y * a + b))
            kept.append(y)
        g = np.ones_like(x)
        for out in reversed(kept):
            g = -(g * (one - out * out)) * a
        return g

    return job


def hand_perceptron(numpy: Any) -> Job:
    """As :func:`perceptron`."""
    weights, biases, x, target = _values()

    def job() -> None:
        inputs = []
        h = x
        for place, (w, b) in enumerate(zip(weights, biases, strict=True)):
            inputs.append(h)
            h = h @ w
            h += b
            if place < len(weights) - 1:
                np.maximum(h, 0, out=h)
        g = (h - target) * np.float32(2 / h.size)
        for place in reversed(range(len(weights))):
            grad, bias_grad = inputs[place].T @ g, g.sum(0)
            if place:
                g = g @ weights[place].T
                g *= inputs[place] > 0
            weights[place] -= np.float32(RATE) * grad
            biases[place] -= np.float32(RATE) * bias_grad

    return job


def hand_inference(numpy: Any, length: int) -> Job:
    """As :func:`inference`."""
    x, a = np.ones(1, np.float32), np.full(1, 1.001, np.float32)

    def job() -> None:
        y = x
        for _ in range(length // 2):
            y = np.tanh(y * a)

    return job


def hand_jacobian(numpy: Any) -> Job:
    """As :func:`jacobian`."""
    w, x = _layer()

    def job() -> object:
        out = np.tanh(w @ x)
        return (1 - out * out)[:, None] * w

    return job


# ---- values ----------------------------------------------------------------------------------


def _values() -> Any:
    rng = np.random.default_rng(0)
    draw = rng.standard_normal
    weights = [
        (draw((m, n)) * (1.0 / m) ** 0.5).astype(np.float32) for m, n in itertools.pairwise(SIZES)
    ]
    biases = [np.zeros(n, np.float32) for n in SIZES[1:]]
    x = draw((BATCH, SIZES[0])).astype(np.float32)
    return weights, biases, x, draw((BATCH, SIZES[-1])).astype(np.float32)


def _layer() -> Any:
    draw = np.random.default_rng(0).standard_normal
    return draw((100, 100)).astype(np.float32), draw(100).astype(np.float32)


def _chains(size: int | tuple[int, ...], length: int) -> dict[str, Factory]:
    return {
        "torch": lambda library: chain(library, size, length),
        "autograd": lambda library: hips_chain(library, size, length),
        "mygrad": lambda library: mygrad_chain(library, size, length),
        "numpy": lambda library: hand_chain(library, size, length),
    }


#: For each job its factories; "torch" is for our core as well.
JOBS: dict[str, dict[str, Factory]] = {
    "chain of 1000, shape (1,)": _chains(1, 1000),
    "chain of 1000, shape (1000,)": _chains(1000, 1000),
    "chain of 40, shape (1000, 1000)": _chains((1000, 1000), 40),
    "numbers, chain of 1000": {
        "torch": lambda library: scaled(library, 1000),
        "autograd": lambda library: hips_scaled(library, 1000),
        "mygrad": lambda library: mygrad_scaled(library, 1000),
    },
    "diamond of 1000": {
        "torch": lambda library: diamond(library, 1000),
        "autograd": lambda library: hips_scaled(library, 1000, diamonds=True),
        "mygrad": lambda library: mygrad_scaled(library, 1000, diamonds=True),
    },
    "MLP step 784-128-64-10, batch 64": {
        "torch": perceptron,
        "autograd": hips_perceptron,
        "mygrad": mygrad_perceptron,
        "numpy": hand_perceptron,
    },
    "the same in modules": {"torch": module},
    "MLP step 2-8-1, batch 4": {"torch": lambda library: perceptron(library, (2, 8, 1), 4)},
    "forward of 1000 under no_grad": {
        "torch": lambda library: inference(library, 1000),
        "mygrad": lambda library: mygrad_inference(library, 1000),
        "numpy": lambda library: hand_inference(library, 1000),
    },
    "Jacobian from 100 to 100": {
        "torch": jacobian,
        "autograd": hips_jacobian,
        "numpy": hand_jacobian,
    },
    "Hessian, Rosenbrock in 50": {"torch": hessian, "autograd": hips_hessian},
}
