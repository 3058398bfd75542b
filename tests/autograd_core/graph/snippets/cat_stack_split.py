import torch
a = torch.ones(2, requires_grad=True)
b = torch.full((2,), 2.0, requires_grad=True)
c = torch.cat([a, b])
d = torch.stack((a, b), dim=1)
u, v = c.split(2)
(c.sum() + (d * d).sum() + (u * v).sum()).backward()
print(c, d.shape, a.grad, b.grad)
