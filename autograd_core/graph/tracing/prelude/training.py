"""`torch.nn.utils` and `torch.nn.init`, said in PyTorch."""

SOURCE = """
def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    parameters = [p for p in _list(parameters) if p.grad is not None]
    norm_type = float(norm_type)
    if not parameters:
        return torch.tensor(0.0)
    with torch.no_grad():
        norms = [torch.linalg.vector_norm(p.grad, norm_type) for p in parameters]
        total_norm = torch.linalg.vector_norm(torch.stack(norms), norm_type)
        clip_coef = (max_norm / (total_norm + 1e-6)).clamp(max=1.0)
    for p in parameters:
        p.grad *= clip_coef
    return total_norm

def clip_grad_value_(parameters, clip_value, foreach=None):
    for p in _list(parameters):
        if p.grad is not None:
            p.grad.clamp_(-clip_value, clip_value)

def parameters_to_vector(parameters):
    return torch.cat([p.view(-1) for p in parameters])

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

def dirac_(tensor, groups=1):
    sizes = tensor.shape
    out = sizes[0] // groups
    made = torch.zeros(sizes)
    middle = [n // 2 for n in sizes[2:]]
    for g in range(groups):
        for d in range(min(out, sizes[1])):
            made[tuple([g * out + d, d] + middle)] = 1.0
    tensor.data = made
    return tensor

def orthogonal_(tensor, gain=1, generator=None):
    rows = tensor.shape[0]
    cols = tensor.numel() // rows
    flat = torch.empty(rows, cols).normal_(0, 1)
    if rows < cols:
        flat = flat.t()
    q, r = torch.linalg.qr(flat)
    q = q * torch.diag(r, 0).sign()
    if rows < cols:
        q = q.t()
    tensor.data = q.reshape(tensor.shape) * gain
    return tensor

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
    return [parameters] if isinstance(parameters, torch.Tensor) else list(parameters)
"""
NAMES = {
    "torch.nn.utils": "clip_grad_norm_ clip_grad_value_ parameters_to_vector",
    "torch.nn.init": "uniform_ normal_ constant_ zeros_ ones_ eye_ xavier_uniform_ "
    "xavier_normal_ kaiming_uniform_ kaiming_normal_ calculate_gain orthogonal_ dirac_",
}
