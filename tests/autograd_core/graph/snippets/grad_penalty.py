import torch
torch.manual_seed(0)
x = torch.randn(3, 2, requires_grad=True)
w = torch.randn(2, 1, requires_grad=True)
out = torch.tanh(x @ w)
g = torch.autograd.grad(out.sum(), x, create_graph=True)[0]
penalty = ((g.norm(dim=1) - 1) ** 2).mean()
penalty.backward()
print(penalty.item(), w.grad)
