import torch
from torch import nn
torch.manual_seed(0)
drop = nn.Dropout(0.5)
x = torch.ones(6, requires_grad=True)
y = drop(x)
y.sum().backward()
print(y, x.grad)
drop.eval()
print(drop(x))
