import torch
a = torch.tensor([1, 2, 3])
b = torch.tensor([1., 2., 3.], dtype=torch.float64, requires_grad=True)
c = (a * b).sum()
c.backward()
print(a.dtype, c.dtype, b.grad)
print(a.float() / 2, a.sum(), a.to(torch.float32).mean())
try:
    torch.tensor([1, 2], requires_grad=True)
except RuntimeError as e:
    print(e)
