import torch
w = torch.tensor(4.0, requires_grad=True)
lr = 0.5
for epoch in range(6):
    loss = w ** 2
    loss.backward()
    w.data = w.data - lr * w.grad.data
    w.grad.data.zero_()
    lr *= 0.9
    print(epoch, round(lr, 4), w.item())
