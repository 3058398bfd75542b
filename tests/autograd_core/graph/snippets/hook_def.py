import torch
def clip(grad):
    norm = grad.norm()
    return grad / norm
x = torch.tensor([3., 4.], requires_grad=True)
y = x * 2
y.register_hook(clip)
(y * y).sum().backward()
print(x.grad)
