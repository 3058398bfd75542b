import torch
x = torch.tensor(2.0, requires_grad=True)
n = 0
while True:
    y = x ** 2 - 2
    y.backward()
    step = y.item() / x.grad.item()
    with torch.no_grad():
        x -= step
    x.grad = None
    n += 1
    if abs(step) < 1e-6 or n > 20:
        break
print(n, f"{x.item():.6f}")
