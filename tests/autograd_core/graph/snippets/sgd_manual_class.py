import torch
class SGD:
    def __init__(self, params, lr=0.1):
        self.params = list(params)
        self.lr = lr
    def step(self):
        with torch.no_grad():
            for p in self.params:
                p -= self.lr * p.grad
    def zero_grad(self):
        for p in self.params:
            p.grad = None
w = torch.tensor([5.0, -3.0], requires_grad=True)
opt = SGD([w], lr=0.2)
for _ in range(10):
    loss = (w ** 2).sum()
    loss.backward()
    opt.step()
    opt.zero_grad()
print(w)
