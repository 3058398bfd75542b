import torch
w = torch.tensor(4.0, requires_grad=True)
opt = torch.optim.SGD([w], lr=0.4)
for epoch in range(100):
    opt.zero_grad()
    loss = w ** 2
    loss.backward()
    opt.step()
    if loss.item() < 1e-3:
        print(f"stopped at {epoch}")
        break
