import torch
x = torch.tensor([1., 2.], requires_grad=True)
(x ** 2).sum().backward()
assert torch.allclose(x.grad, torch.tensor([2., 4.]))
assert x.grad.shape == (2,), "shape"
print("ok")
