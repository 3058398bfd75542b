import torch
x = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
y = torch.where(x > 0, x, 0.1 * x)
y.sum().backward()
print(y, x.grad)
m = torch.clamp(x, min=0).sum() + torch.max(x)
x.grad.zero_()
m.backward()
print(m, x.grad)
