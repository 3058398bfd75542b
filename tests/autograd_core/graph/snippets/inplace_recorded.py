import torch
x = torch.ones(3, requires_grad=True)
y = x * 2
y.mul_(3)
y += 1
y[0] = 0
print(y)
y.sum().backward()
print(x.grad)
