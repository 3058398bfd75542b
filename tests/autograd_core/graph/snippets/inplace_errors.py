import torch
x = torch.ones(2, requires_grad=True)
try:
    x += 1
except RuntimeError as e:
    print(e)
y = x.exp()
y.add_(1)
try:
    y.sum().backward()
except RuntimeError as err:
    print('modified')
print(x.grad)
