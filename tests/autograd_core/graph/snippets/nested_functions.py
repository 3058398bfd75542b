import torch
def outer(scale):
    def inner(x, power=2):
        return scale * x ** power
    return inner
f = outer(3.0)
g = lambda x: f(x, power=3) + 1
x = torch.tensor(2.0, requires_grad=True)
g(x).backward()
print(x.grad, g(x))
