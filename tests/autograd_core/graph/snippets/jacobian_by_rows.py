import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = torch.stack([x[0] * x[1], x[1] + x[2] ** 2])
J = torch.zeros(2, 3)
for i in range(2):
    grad = torch.autograd.grad(y[i], x, retain_graph=True)[0]
    J[i] = grad
print(J)
v = torch.tensor([1., 10.])
y.backward(v)
print(x.grad, v @ J)
