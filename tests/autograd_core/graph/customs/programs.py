"""Functions that users write: those of the PyTorch documentation and of courses, each in a snippet
that prints what they give."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {}

PROGRAMS["exp"] = '''
import torch
from torch.autograd import Function

class Exp(Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, grad_output):
        result, = ctx.saved_tensors
        return grad_output * result

x = torch.tensor([0.5, 1.5], requires_grad=True)
# Use it by calling the apply method:
output = Exp.apply(x)
print(output)
output.sum().backward()
print(x.grad)
'''

PROGRAMS["linear"] = '''
import torch
from torch.autograd import Function

# Inherit from Function
class LinearFunction(Function):

    # Note that forward, setup_context, and backward are @staticmethods
    @staticmethod
    def forward(input, weight, bias):
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output

    @staticmethod
    # inputs is a Tuple of all of the inputs passed to forward.
    # output is the output of the forward().
    def setup_context(ctx, inputs, output):
        input, weight, bias = inputs
        ctx.save_for_backward(input, weight, bias)

    # This function has only a single output, so it gets only one gradient
    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)

        return grad_input, grad_weight, grad_bias

# Option 1: alias
linear = LinearFunction.apply

torch.manual_seed(0)
x = torch.randn(4, 3, requires_grad=True)
w = torch.randn(2, 3, requires_grad=True)
b = torch.randn(2, requires_grad=True)
y = linear(x, w, b)
print(y)
loss = (y ** 2).mean()
loss.backward()
print(x.grad, w.grad, b.grad)
z = LinearFunction.apply(x, w, None)
z.sum().backward()
print(w.grad)
print(z.grad_fn.name(), len(z.grad_fn.next_functions))
'''

PROGRAMS["mul_constant"] = '''
import torch
from torch.autograd import Function

class MulConstant(Function):
    @staticmethod
    def forward(tensor, constant):
        return tensor * constant

    @staticmethod
    def setup_context(ctx, inputs, output):
        # ctx is a context object that can be used to stash information
        # for backward computation
        tensor, constant = inputs
        ctx.constant = constant

    @staticmethod
    def backward(ctx, grad_output):
        # We return as many input gradients as there were arguments.
        # Gradients of non-Tensor arguments to forward must be None.
        return grad_output * ctx.constant, None

x = torch.ones(2, 2, requires_grad=True)
for k in range(3):
    y = MulConstant.apply(x, k + 0.5)
    y.sum().backward()
    print(k, x.grad)
'''

PROGRAMS["polynomial"] = '''
import torch
import math


class LegendrePolynomial3(torch.autograd.Function):
    """
    We can implement our own custom autograd Functions by subclassing
    torch.autograd.Function and implementing the forward and backward passes
    which operate on Tensors.
    """

    @staticmethod
    def forward(ctx, input):
        """
        In the forward pass we receive a Tensor containing the input and return
        a Tensor containing the output.
        """
        ctx.save_for_backward(input)
        return 0.5 * (5 * input ** 3 - 3 * input)

    @staticmethod
    def backward(ctx, grad_output):
        """
        In the backward pass we receive a Tensor containing the gradient of the loss
        with respect to the output.
        """
        input, = ctx.saved_tensors
        return grad_output * 1.5 * (5 * input ** 2 - 1)


dtype = torch.float
device = torch.device("cpu")
x = torch.linspace(-math.pi, math.pi, 20, device=device, dtype=dtype)
y = torch.sin(x)

a = torch.full((), 0.0, device=device, dtype=dtype, requires_grad=True)
b = torch.full((), -1.0, device=device, dtype=dtype, requires_grad=True)
c = torch.full((), 0.0, device=device, dtype=dtype, requires_grad=True)
d = torch.full((), 0.3, device=device, dtype=dtype, requires_grad=True)

learning_rate = 5e-6
for t in range(3):
    # To apply our Function, we use Function.apply method. We alias this as 'P3'.
    P3 = LegendrePolynomial3.apply

    # Forward pass: compute predicted y using operations; we compute
    # P3 using our custom autograd operation.
    y_pred = a + b * P3(c + d * x)

    # Compute and print loss
    loss = (y_pred - y).pow(2).sum()
    print(t, loss.item())

    # Use autograd to compute the backward pass.
    loss.backward()

    # Update weights using gradient descent
    with torch.no_grad():
        a -= learning_rate * a.grad
        b -= learning_rate * b.grad
        c -= learning_rate * c.grad
        d -= learning_rate * d.grad

        # Manually zero the gradients after updating weights
        a.grad = None
        b.grad = None
        c.grad = None
        d.grad = None

print(f'Result: y = {a.item()} + {b.item()} * P3({c.item()} + {d.item()} x)')
'''

PROGRAMS["relu"] = '''
import torch

class MyReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return input.clamp(min=0)

    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        grad_input = grad_output.clone()
        grad_input[input < 0] = 0
        return grad_input

torch.manual_seed(1)
N, D_in, H, D_out = 4, 5, 3, 2
x = torch.randn(N, D_in)
y = torch.randn(N, D_out)
w1 = torch.randn(D_in, H, requires_grad=True)
w2 = torch.randn(H, D_out, requires_grad=True)
learning_rate = 1e-3
for t in range(5):
    relu = MyReLU.apply
    y_pred = relu(x.mm(w1)).mm(w2)
    loss = (y_pred - y).pow(2).sum()
    print(t, loss.item())
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        w2 -= learning_rate * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
'''

PROGRAMS["cube_intermediates"] = '''
import torch

class MyCube(torch.autograd.Function):
    @staticmethod
    def forward(x):
        # We wish to save dx for backward. In order to do so, it must
        # be returned as an output.
        dx = 3 * x ** 2
        result = x ** 3
        return result, dx

    @staticmethod
    def setup_context(ctx, inputs, output):
        x, = inputs
        result, dx = output
        ctx.save_for_backward(x, dx)

    @staticmethod
    def backward(ctx, grad_output, grad_dx):
        x, dx = ctx.saved_tensors
        # In order for the autograd.Function to work with higher-order
        # gradients, we must add the gradient contribution of `dx`,
        # which is grad_dx * 6 * x.
        result = grad_output * dx + grad_dx * 6 * x
        return result

# Wrap MyCube in a function so that it is clearer what the output is
def my_cube(x):
    result, dx = MyCube.apply(x)
    return result

x = torch.tensor([1., 2.], requires_grad=True)
y = my_cube(x)
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(y, g)
g.sum().backward()
print(x.grad)
'''

PROGRAMS["straight_through"] = '''
import torch
import torch.nn.functional as F

class LBSign(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        return torch.sign(input)

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.clamp_(-1, 1)

class STEFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        return (input > 0).float()

    @staticmethod
    def backward(ctx, grad_output):
        return F.hardtanh(grad_output)

x = torch.tensor([-1.5, 0.3, 2.0], requires_grad=True)
y = LBSign.apply(x)
z = STEFunction.apply(x)
print(y, z)
((y * 3 + z * 0.5) ** 2).sum().backward()
print(x.grad)
'''

PROGRAMS["gradient_reversal"] = '''
import torch
from torch import nn
from torch.autograd import Function


class ReverseLayerF(Function):

    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha

        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad_output):
        output = grad_output.neg() * ctx.alpha

        return output, None


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.feature = nn.Linear(3, 2)
        self.domain = nn.Linear(2, 1)

    def forward(self, x, alpha):
        f = torch.tanh(self.feature(x))
        reverse = ReverseLayerF.apply(f, alpha)
        return self.domain(reverse)


torch.manual_seed(3)
net = Net()
x = torch.ones(2, 3)
out = net(x, 0.7)
print(out)
out.sum().backward()
for p in net.parameters():
    print(p.grad)
'''

PROGRAMS["sort"] = '''
import torch
from torch.autograd import Function

class Sort(Function):
    @staticmethod
    def forward(ctx, x):
        sorted, idx = x.sort()
        ctx.mark_non_differentiable(idx)
        ctx.save_for_backward(x, idx)
        return sorted, idx

    @staticmethod
    def backward(ctx, g1, g2):  # still need to accept g2
        x, idx = ctx.saved_tensors
        grad_input = torch.zeros_like(x)
        grad_input.index_add_(0, idx, g1)
        return grad_input

x = torch.tensor([3., 1., 2.], requires_grad=True)
s, i = Sort.apply(x)
print(s, i)
print(s.requires_grad, i.requires_grad)
(s * torch.tensor([1., 10., 100.])).sum().backward()
print(x.grad)
'''

PROGRAMS["inplace"] = '''
import torch
from torch.autograd import Function

class Inplace(Function):
    @staticmethod
    def forward(ctx, x):
        x.add_(1)
        ctx.mark_dirty(x)
        return x

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output

a = torch.tensor(1., requires_grad=True, dtype=torch.double).clone()
b = a * a
Inplace.apply(a)  # This would lead to wrong gradients!
print(a, a._version)
try:
    b.backward()  # RuntimeError: one of the variables needed for gradient
except RuntimeError as e:
    print("error")
'''

PROGRAMS["inplace2"] = '''
import torch
from torch.autograd import Function

class Double(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        return x.mul_(2)

    @staticmethod
    def backward(ctx, g):
        return g * 2

x = torch.tensor([1., 2.], requires_grad=True)
a = x + 0
b = Double.apply(a)
print(b, a, b is a)
c = (b * b).sum()
c.backward()
print(x.grad)
'''

PROGRAMS["func1"] = '''
import torch
from torch.autograd import Function

class Func(Function):
    @staticmethod
    def forward(ctx, x: torch.Tensor, y: torch.Tensor, z: int):
        w = x * z
        out = x * y + y * z + w * y
        ctx.save_for_backward(x, y, w, out)
        ctx.z = z  # z is not a tensor
        return out

    @staticmethod
    def backward(ctx, grad_out):
        x, y, w, out = ctx.saved_tensors
        z = ctx.z
        gx = grad_out * (y + y * z)
        gy = grad_out * (x + z + w)
        gz = None
        return gx, gy, gz

a = torch.tensor(1., requires_grad=True, dtype=torch.double)
b = torch.tensor(2., requires_grad=True, dtype=torch.double)
c = 4
d = Func.apply(a, b, c)
d.backward()
print(d, a.grad, b.grad)
print(torch.autograd.gradcheck(Func.apply, (a, b, 4)))
'''

PROGRAMS["once"] = '''
import torch
from torch.autograd import Function
from torch.autograd.function import once_differentiable

class Square(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 2

    @staticmethod
    @once_differentiable
    def backward(ctx, grad_out):
        x, = ctx.saved_tensors
        return grad_out * 2 * x

x = torch.tensor(3., requires_grad=True)
y = Square.apply(x)
g, = torch.autograd.grad(y, x, create_graph=True)
print(g.requires_grad)
try:
    g.backward()
except RuntimeError as error:
    print(error)
'''

PROGRAMS["double_backward_function"] = '''
import torch

class CubeBackward(torch.autograd.Function):
    @staticmethod
    def forward(ctx, grad_out, x):
        ctx.save_for_backward(x, grad_out)
        return grad_out * 3 * x ** 2

    @staticmethod
    def backward(ctx, grad_grad):
        x, grad_out = ctx.saved_tensors
        return grad_grad * 3 * x ** 2, grad_grad * grad_out * 6 * x

class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3

    @staticmethod
    def backward(ctx, grad_out):
        x, = ctx.saved_tensors
        return CubeBackward.apply(grad_out, x)

x = torch.tensor(2., requires_grad=True)
y = Cube.apply(x)
g, = torch.autograd.grad(y, x, create_graph=True)
print(g, g.grad_fn.name())
gg, = torch.autograd.grad(g, x)
print(gg)
'''

PROGRAMS["constants"] = '''
import torch
import math
from torch.autograd import Function

SCALE = 1 / math.sqrt(2)
table = torch.tensor([1., 2., 3.])

def phi(x):
    return 0.5 * (1 + torch.erf(x * SCALE))

class Gelu(Function):
    """GELU with its exact derivative."""
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * phi(x) * table

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        pdf = torch.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)
        return g * (phi(x) + x * pdf) * table

x = torch.tensor([-1., 0., 1.], requires_grad=True)
y = Gelu.apply(x)
print(y, SCALE)
y.sum().backward()
print(x.grad)
'''

PROGRAMS["spike"] = '''
import torch
import torch.nn as nn

class Spike(torch.autograd.Function):
    scale = 25.0

    @staticmethod
    def forward(ctx, membrane):
        ctx.save_for_backward(membrane)
        out = torch.zeros_like(membrane)
        out[membrane > 0] = 1.0
        return out

    @staticmethod
    def backward(ctx, grad_output):
        membrane, = ctx.saved_tensors
        grad_input = grad_output.clone()
        return grad_input / (Spike.scale * torch.abs(membrane) + 1.0) ** 2

spike = Spike.apply
w = torch.tensor([0.6, 0.2, 0.9], requires_grad=True)
mem = torch.zeros(3)
total = 0
for step in range(4):
    mem = 0.9 * mem + w
    s = spike(mem - 1.0)
    mem = mem - s.detach()
    total = total + s.sum()
print(total)
total.backward()
print(w.grad)
'''

PROGRAMS["variadic"] = '''
import torch
from torch.autograd import Function

class Sum(Function):
    @staticmethod
    def forward(ctx, *tensors):
        ctx.count = len(tensors)
        out = torch.zeros_like(tensors[0])
        for t in tensors:
            out = out + t
        return out

    @staticmethod
    def backward(ctx, g):
        return tuple(g for _ in range(ctx.count))

x = torch.ones(2, requires_grad=True)
y = torch.full((2,), 3., requires_grad=True)
z = Sum.apply(x, y, x)
print(z)
z.sum().backward()
print(x.grad, y.grad)
'''

PROGRAMS["defaults"] = '''
import torch
from torch.autograd import Function

class Clip(Function):
    @staticmethod
    def forward(ctx, x, low=-1.0, high=1.0, mode="hard"):
        ctx.save_for_backward(x)
        ctx.low, ctx.high = low, high
        print("mode", mode)
        return x.clamp(low, high)

    @staticmethod
    def backward(ctx, g):
        print("backward of Clip", g)
        x, = ctx.saved_tensors
        inside = (x >= ctx.low) & (x <= ctx.high)
        return g * inside, None, None, None

x = torch.tensor([-2., 0.5, 3.], requires_grad=True)
a = Clip.apply(x)
print("a is", a)
b = Clip.apply(x, -0.3)
c = Clip.apply(x, -0.3, 0.3, "soft")
print("before")
(a.sum() + b.sum() * 2 + c.sum() * 3).backward()
print(x.grad)
'''

PROGRAMS["wrong_count"] = '''
import torch
from torch.autograd import Function

class F(Function):
    @staticmethod
    def forward(ctx, x, n):
        return x * n

    @staticmethod
    def backward(ctx, g):
        return g * 2

x = torch.ones(2, requires_grad=True)
y = F.apply(x, 2)
try:
    y.sum().backward()
except RuntimeError as e:
    print(e)
print(x.grad)
'''

PROGRAMS["module"] = '''
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Function

class LinearFunction(Function):
    @staticmethod
    def forward(ctx, input, weight, bias=None):
        ctx.save_for_backward(input, weight, bias)
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output

    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias

class Linear(nn.Module):
    def __init__(self, input_features, output_features, bias=True):
        super().__init__()
        self.input_features = input_features
        self.output_features = output_features
        self.weight = nn.Parameter(torch.empty(output_features, input_features))
        if bias:
            self.bias = nn.Parameter(torch.empty(output_features))
        else:
            self.register_parameter('bias', None)
        nn.init.uniform_(self.weight, -0.1, 0.1)
        if self.bias is not None:
            nn.init.uniform_(self.bias, -0.1, 0.1)

    def forward(self, input):
        return LinearFunction.apply(input, self.weight, self.bias)

torch.manual_seed(0)
net = Linear(3, 2)
opt = torch.optim.SGD(net.parameters(), lr=0.1)
x = torch.randn(4, 3)
t = torch.randn(4, 2)
for epoch in range(5):
    opt.zero_grad()
    loss = F.mse_loss(net(x), t)
    loss.backward()
    opt.step()
    print(epoch, round(loss.item(), 5))
'''

PROGRAMS["dropout"] = '''
import torch
from torch.autograd import Function

class MyDropout(Function):
    @staticmethod
    def forward(ctx, x, p=0.5):
        mask = (torch.rand(x.shape) > p).float() / (1 - p)
        ctx.save_for_backward(mask)
        return x * mask

    @staticmethod
    def backward(ctx, g):
        mask, = ctx.saved_tensors
        return g * mask, None

torch.manual_seed(0)
x = torch.ones(6, requires_grad=True)
y = MyDropout.apply(x, 0.25)
r = torch.rand(2)
print(y, r)
y.sum().backward()
print(x.grad)
'''

PROGRAMS["hook"] = '''
import torch
from torch.autograd import Function

class Id(Function):
    @staticmethod
    def forward(ctx, x):
        return x

    @staticmethod
    def backward(ctx, g):
        return -g

x = torch.ones(2, requires_grad=True)
y = Id.apply(x)
y.register_hook(lambda g: print("hook", g))
y.retain_grad()
(y * y).sum().backward()
print(x.grad, y.grad)
with torch.no_grad():
    z = Id.apply(x)
print(z.requires_grad)
'''

PROGRAMS["sinh"] = '''
import torch

class Sinh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        expx = torch.exp(x)
        expnegx = torch.exp(-x)
        ctx.save_for_backward(expx, expnegx)
        # In order to be able to save the intermediate results, a trick is to
        # include them as our outputs, so that the backward graph is constructed
        return (expx - expnegx) / 2, expx, expnegx

    @staticmethod
    def backward(ctx, grad_out, _grad_out_exp, _grad_out_negexp):
        expx, expnegx = ctx.saved_tensors
        grad_input = grad_out * (expx + expnegx) / 2
        # We cannot skip accumulating these even though we won't use the outputs
        # directly. They will be used later in the second backward.
        grad_input += _grad_out_exp * expx
        grad_input -= _grad_out_negexp * expnegx
        return grad_input

def sinh(x):
    # Create a wrapper that only returns the first output
    return Sinh.apply(x)[0]

x = torch.rand(3, 3, requires_grad=True, dtype=torch.double)
print(torch.autograd.gradcheck(sinh, x))
print(torch.autograd.gradgradcheck(sinh, x))
x = torch.tensor(1., requires_grad=True)
out = sinh(x)
grad_x, = torch.autograd.grad(out, x, create_graph=True)
print(out, grad_x)
'''

PROGRAMS["annotated"] = '''
import torch
from torch import Tensor
from typing import Any, Tuple, Optional
from torch.autograd.function import Function, FunctionCtx

class Scale(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, scale: float) -> Tensor:
        ctx.scale = scale
        return x * scale

    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> Tuple[Tensor, Optional[Tensor]]:
        return grad_output * ctx.scale, None

x = torch.ones(2, requires_grad=True)
Scale.apply(x, 0.1).sum().backward()
print(x.grad)
'''

PROGRAMS["grad_scale_factory"] = '''
import torch

def make_scaler(factor):
    class GradScale(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()
        @staticmethod
        def backward(ctx, g):
            return g * factor
    return GradScale.apply

half = make_scaler(0.5)
triple = make_scaler(3)
x = torch.tensor([1.0, 2.0], requires_grad=True)
(half(x) * triple(x)).sum().backward()
print(x.grad)
'''

PROGRAMS["error_in_body"] = '''
import torch

class Check(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        if x.dim() != 2:
            raise ValueError(f"expected 2D input, got {x.dim()}D")
        return x
    @staticmethod
    def backward(ctx, g):
        assert g.shape[0] == 2, "wrong shape"
        return g

try:
    Check.apply(torch.ones(3))
except ValueError as e:
    print(e)
x = torch.ones(3, 2, requires_grad=True)
try:
    Check.apply(x).sum().backward()
except AssertionError as e:
    print("assert", e)
print(x.grad)
'''

PROGRAMS["jac"] = '''
import torch
class Sq(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return 2 * x * g
x = torch.tensor([1., 2., 3.])
print(torch.autograd.functional.jacobian(Sq.apply, x))
x.requires_grad_()
g = torch.autograd.grad(Sq.apply(x).sum(), x, create_graph=True)[0]
h = torch.autograd.grad(g.sum(), x)[0]
print(g, h)
ys = [Sq.apply(x[i]) for i in range(3)]
torch.stack(ys).sum().backward()
print(x.grad)
print(Sq.apply(x).grad_fn, Sq.__name__)
print(Sq.apply(torch.tensor(2.)).requires_grad)
'''

PROGRAMS["checkpoint"] = '''
import torch
class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        with torch.no_grad():
            return torch.sin(x) * x
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        with torch.enable_grad():
            z = x.detach().requires_grad_()
            y = torch.sin(z) * z
        gz, = torch.autograd.grad(y, z, g)
        return gz
x = torch.tensor([1., 2.], requires_grad=True)
y = Checkpoint.apply(x)
y.sum().backward()
print(x.grad)
'''

PROGRAMS["reuse"] = '''
import torch
class Counter(torch.autograd.Function):
    calls = 0
    @staticmethod
    def forward(ctx, x):
        Counter.calls += 1
        print("forward call", Counter.calls)
        return x + 1
    @staticmethod
    def backward(ctx, g):
        return g
x = torch.zeros(1, requires_grad=True)
for i in range(3):
    x2 = Counter.apply(x)
x2.backward()
print(x.grad, Counter.calls)
'''

PROGRAMS["amp"] = '''
import torch
class Half(torch.autograd.Function):
    @staticmethod
    @torch.amp.custom_fwd(device_type="cpu")
    def forward(ctx, x):
        return x / 2
    @staticmethod
    @torch.amp.custom_bwd(device_type="cpu")
    def backward(ctx, g):
        return g / 2
x = torch.ones(2, requires_grad=True)
Half.apply(x).sum().backward()
print(x.grad)
'''
