import torch
torch.manual_seed(0)
X = torch.cat([torch.randn(8, 2) + 2, torch.randn(8, 2) - 2])
t = torch.cat([torch.ones(8), torch.zeros(8)])
w = torch.zeros(2, requires_grad=True)
for epoch in range(30):
    p = torch.sigmoid(X @ w)
    loss = -(t * torch.log(p) + (1 - t) * torch.log(1 - p)).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad = None
acc = ((torch.sigmoid(X @ w) > 0.5).float() == t).float().mean()
print(f"accuracy {acc.item():.2%}", w)
