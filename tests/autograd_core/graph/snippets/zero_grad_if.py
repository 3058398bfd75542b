import torch
x = torch.tensor([1., 2.], requires_grad=True)
for step in range(4):
    if x.grad is not None:
        x.grad.zero_()
    y = (x ** 2).sum()
    y.backward()
    x.data -= 0.1 * x.grad
    print(step, y.item())
print(x)
