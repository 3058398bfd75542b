"""Parts of PyTorch that are said in PyTorch: the interpreter reads them as it reads a snippet."""

from __future__ import annotations

import ast
from functools import lru_cache

SOURCE = '''
def clip_grad_norm_(parameters, max_norm):
    parameters = [p for p in _list(parameters) if p.grad is not None]
    with torch.no_grad():
        norms = [p.grad.norm() for p in parameters]
        total_norm = torch.stack(norms).norm()
        clip_coef = (max_norm / (total_norm + 1e-6)).clamp(max=1.0)
    for p in parameters:
        p.grad *= clip_coef
    return total_norm

def clip_grad_value_(parameters, clip_value):
    for p in _list(parameters):
        if p.grad is not None:
            p.grad.clamp_(-clip_value, clip_value)

def _fans(t):
    field = 1
    for size in t.shape[2:]:
        field = field * size
    return t.shape[1] * field, t.shape[0] * field

def uniform_(tensor, a=0.0, b=1.0):
    tensor.data = torch.empty(tensor.shape).uniform_(a, b)
    return tensor

def normal_(tensor, mean=0.0, std=1.0):
    tensor.data = torch.empty(tensor.shape).normal_(mean, std)
    return tensor

def constant_(tensor, val):
    tensor.data = torch.full(tensor.shape, float(val))
    return tensor

def zeros_(tensor):
    tensor.data = torch.zeros(tensor.shape)
    return tensor

def ones_(tensor):
    tensor.data = torch.ones(tensor.shape)
    return tensor

def eye_(tensor):
    tensor.data = torch.eye(tensor.shape[0], tensor.shape[1])
    return tensor

def xavier_uniform_(tensor, gain=1.0):
    fan_in, fan_out = _fans(tensor)
    a = math.sqrt(3.0) * (gain * math.sqrt(2.0 / float(fan_in + fan_out)))
    return uniform_(tensor, -a, a)

def xavier_normal_(tensor, gain=1.0):
    fan_in, fan_out = _fans(tensor)
    return normal_(tensor, 0.0, gain * math.sqrt(2.0 / float(fan_in + fan_out)))

def calculate_gain(nonlinearity, param=None):
    if nonlinearity == 'tanh':
        return 5.0 / 3
    if nonlinearity == 'relu':
        return math.sqrt(2.0)
    if nonlinearity == 'leaky_relu':
        return math.sqrt(2.0 / (1 + (0.01 if param is None else param) ** 2))
    if nonlinearity == 'selu':
        return 3.0 / 4
    return 1.0

def _std(tensor, a, mode, nonlinearity):
    fan_in, fan_out = _fans(tensor)
    return calculate_gain(nonlinearity, a) / math.sqrt(fan_in if mode == 'fan_in' else fan_out)

def kaiming_uniform_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu'):
    bound = math.sqrt(3.0) * _std(tensor, a, mode, nonlinearity)
    return uniform_(tensor, -bound, bound)

def kaiming_normal_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu'):
    return normal_(tensor, 0.0, _std(tensor, a, mode, nonlinearity))

def _list(parameters):
    return parameters if isinstance(parameters, list) else list(parameters)

class TensorDataset:
    def __init__(self, *tensors):
        self.tensors = list(tensors)

    def __len__(self):
        return len(self.tensors[0])

    def __getitem__(self, index):
        return tuple([tensor[index] for tensor in self.tensors])

def DataLoader(dataset, batch_size=1, shuffle=False, drop_last=False):
    if shuffle:
        raise NotImplementedError('shuffle=True of a DataLoader cannot be read yet')
    n = len(dataset)
    ends = n - batch_size + 1 if drop_last else n
    return [
        tuple([tensor[i:i + batch_size] for tensor in dataset.tensors])
        for i in range(0, ends, batch_size)
    ]
'''
OFFERED = {
    "torch.nn.utils": frozenset({"clip_grad_norm_", "clip_grad_value_"}),
    "torch.nn.init": frozenset(
        "uniform_ normal_ constant_ zeros_ ones_ eye_ xavier_uniform_ xavier_normal_ "
        "kaiming_uniform_ kaiming_normal_ calculate_gain".split()
    ),
    "torch.utils.data": frozenset({"TensorDataset", "DataLoader"}),
}


@lru_cache(maxsize=1)
def tree() -> ast.Module:
    """The prelude, read."""
    return ast.parse(SOURCE)
