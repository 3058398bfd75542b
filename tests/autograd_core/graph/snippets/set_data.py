import torch
x = torch.ones(2, requires_grad=True)
y = (x * 3).sum()
x.data = torch.tensor([5., 6.])
print(x)
y.backward()
print(x.grad)
x.data.fill_(7)
x.data[0] = 1 if False else 7
print(x)
