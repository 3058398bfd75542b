import torch
from torch import nn
def train(model, X, y, epochs=20, lr=0.1):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.MSELoss()
    history = []
    for epoch in range(epochs):
        opt.zero_grad()
        loss = loss_fn(model(X), y)
        loss.backward()
        opt.step()
        history.append(loss.item())
        if epoch % 5 == 0:
            print(f"Epoch {epoch:3d} | loss {loss:.4f}")
    return history
torch.manual_seed(0)
X = torch.rand(16, 1)
y = 2 * X + 1
model = nn.Linear(1, 1)
h = train(model, X, y)
print(h[0] > h[-1])
if __name__ == "__main__":
    print("done")
