import torch
params = [torch.ones(2, requires_grad=True), torch.zeros(2, requires_grad=True)]
names = ['w', 'b']
loss = sum(((p - 1) ** 2).sum() * k for k, p in enumerate(params, 1))
loss.backward()
for name, p in zip(names, params):
    print(name, p.grad, p.is_leaf)
print({n: list(p.shape) for n, p in zip(names, params)})
