import torch
x = torch.tensor(2.0, requires_grad=True)
y = x ** 5
for order in range(1, 4):
    y = torch.autograd.grad(y, x, create_graph=True)[0]
    print(order, y.item())
