import torch
x = torch.tensor([[1., 5., 2.], [7., 0., 3.]], requires_grad=True)
values, indices = torch.max(x, dim=1)
print(values, indices)
values.sum().backward()
print(x.grad)
m = x.max(dim=0)
print(m.values)
