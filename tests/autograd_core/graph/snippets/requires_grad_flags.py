import torch
a = torch.randn(2, 2)
a = ((a * 3) / (a - 1))
print(a.requires_grad)
a.requires_grad_(True)
print(a.requires_grad)
b = (a * a).sum()
print(b.grad_fn)
with torch.no_grad():
    print((a ** 2).requires_grad)
b = a.detach()
print(b.requires_grad, b.eq(a).all())
