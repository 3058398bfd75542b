import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x.detach()
y[0] = 100.
print(x, y)
z = (x * x).sum()
z.backward()
print(x.grad)
c = x.clone().detach()
c.mul_(0)
print(x, c)
