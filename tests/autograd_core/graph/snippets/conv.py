import torch
import torch.nn as nn
torch.manual_seed(0)
conv = nn.Conv2d(1, 2, 3)
pool = nn.MaxPool2d(2)
img = torch.randn(1, 1, 6, 6)
out = pool(torch.relu(conv(img)))
out = out.view(out.size(0), -1)
print(out.shape)
out.sum().backward()
print(conv.weight.grad.shape, conv.bias.grad)
