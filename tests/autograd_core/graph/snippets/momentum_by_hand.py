import torch
w = torch.tensor([1., -2.], requires_grad=True)
velocity = torch.zeros(2)
mu, lr = 0.9, 0.05
for it in range(8):
    loss = (w * w).sum()
    loss.backward()
    with torch.no_grad():
        velocity = mu * velocity - lr * w.grad
        w += velocity
        w.grad.zero_()
print(w, velocity)
