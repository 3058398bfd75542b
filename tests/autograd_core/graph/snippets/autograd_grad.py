import torch
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2 + 2 * x
(dy,) = torch.autograd.grad(y, x, create_graph=True)
print(dy)
d2y = torch.autograd.grad(dy, x)[0]
print(d2y, x.grad)
