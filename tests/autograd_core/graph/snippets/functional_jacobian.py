import torch
from torch.autograd.functional import jacobian
def f(x):
    return torch.stack([x[0] ** 2 * x[1], 5 * x[0] + torch.sin(x[1])])
x = torch.tensor([1.0, 2.0])
J = jacobian(f, x)
print(J)
print(torch.det(J))
