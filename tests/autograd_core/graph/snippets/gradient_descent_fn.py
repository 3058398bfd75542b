import torch
def f(x):
    return (x - 3) ** 2 + 1
def minimise(start, lr, steps):
    x = torch.tensor(start, requires_grad=True)
    for i in range(steps):
        y = f(x)
        y.backward()
        with torch.no_grad():
            x -= lr * x.grad
        x.grad.zero_()
    return x
best = minimise(0.0, 0.1, 30)
print(round(best.item(), 3))
