import torch
from torch import nn
x = torch.tensor([[1., 2., 3.], [4., 6., 8.]], requires_grad=True)
ln = nn.LayerNorm(3)
y = ln(x)
(y ** 3).sum().backward()
print(y)
print(ln.bias.grad)
