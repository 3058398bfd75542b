import torch
torch.manual_seed(0)
Wx = torch.randn(3, 4, requires_grad=True)
Wh = torch.randn(4, 4, requires_grad=True)
h = torch.zeros(2, 4)
xs = torch.randn(5, 2, 3)
for t in range(5):
    h = torch.tanh(xs[t] @ Wx + h @ Wh)
loss = h.pow(2).mean()
loss.backward()
print(loss.item(), Wh.grad.norm().item())
