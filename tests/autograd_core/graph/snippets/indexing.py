import torch
x = torch.arange(12.).view(3, 4)
x.requires_grad = True
y = x[1:, ::2].sum() + x[0, 1] * 3
y.backward()
print(x.grad)
rows = torch.tensor([0, 2])
z = x[rows].mean()
x.grad = None
z.backward()
print(x.grad)
mask = x > 5
print(x[mask])
