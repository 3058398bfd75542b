import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * x
y.retain_grad()
z = y.sum()
z.backward()
print(x.grad, y.grad, y.is_leaf, y.retains_grad)
