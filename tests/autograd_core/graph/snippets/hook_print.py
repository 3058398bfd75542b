import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x ** 2
y.register_hook(lambda g: print('grad of y:', g))
y.sum().backward()
print(x.grad)
