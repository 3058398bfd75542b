import torch
w = torch.tensor(1.0, requires_grad=True)
for i in range(3):
    loss = (w * 2 - i) ** 2
    loss.backward()
    print(i, loss.item(), w.grad)
w.grad.zero_()
print(w.grad)
