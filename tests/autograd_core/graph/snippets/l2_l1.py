import torch
import torch.nn.functional as F
torch.manual_seed(2)
w = torch.randn(3, requires_grad=True)
x = torch.randn(10, 3)
y = torch.randn(10)
l2 = 0.01
loss = F.mse_loss(x @ w, y) + l2 * w.pow(2).sum() + w.abs().sum() * 1e-3
loss.backward()
print(loss, w.grad)
