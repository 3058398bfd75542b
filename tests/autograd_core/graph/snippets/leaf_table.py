import torch
a = torch.rand(3, requires_grad=True)
b = a.to(torch.float64)
c = a + 2
d = torch.rand(3).requires_grad_()
e = torch.rand(3).requires_grad_().clone()
for t in (a, b, c, d, e):
    print(t.is_leaf, t.requires_grad, t.grad_fn is None)
