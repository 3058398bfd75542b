import torch
x = torch.ones(3)
y = (x * 2).sum()
y.backward()
