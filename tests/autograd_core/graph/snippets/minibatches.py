import torch
torch.manual_seed(0)
X = torch.randn(12, 2)
y = X @ torch.tensor([2., -1.]) + 0.3
w = torch.zeros(2, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
batch_size = 4
for epoch in range(5):
    total = 0.0
    for i in range(0, 12, batch_size):
        xb, yb = X[i:i + batch_size], y[i:i + batch_size]
        loss = ((xb @ w + b - yb) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for p in (w, b):
                p -= 0.1 * p.grad
                p.grad.zero_()
        total += loss.item()
    print(f'{epoch} {total:.4f}')
