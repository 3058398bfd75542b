import torch
from torch import nn
torch.manual_seed(7)
model = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))
X = torch.randn(12, 4)
labels = torch.randint(0, 3, (12,))
opt = torch.optim.Adam(model.parameters(), lr=0.01)
loss_fn = nn.CrossEntropyLoss()
losses = []
for step in range(15):
    logits = model(X)
    loss = loss_fn(logits, labels)
    opt.zero_grad()
    loss.backward()
    opt.step()
    losses.append(loss.item())
print(len(losses), f"{losses[0]:.4f} -> {losses[-1]:.4f}")
pred = model(X).argmax(dim=1)
print((pred == labels).float().mean().item() > 0.2)
