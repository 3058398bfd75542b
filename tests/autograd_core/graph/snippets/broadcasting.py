import torch
a = torch.arange(6, dtype=torch.float32).reshape(2, 3).requires_grad_()
b = torch.tensor([10., 20., 30.], requires_grad=True)
c = a * b + 1
s = c.sum()
s.backward()
print(a.grad)
print(b.grad)
print(c.shape, a.size(), a.size(0), c.dim())
