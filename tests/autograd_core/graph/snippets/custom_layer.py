import torch
from torch import nn
class Scale(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(n))
        self.bias = nn.Parameter(torch.zeros(n))
        self.n = n
    def forward(self, x):
        return x * self.weight + self.bias
layer = Scale(3)
out = layer(torch.tensor([1., 2., 3.])).sum()
out.backward()
for name, p in layer.named_parameters():
    print(name, p.grad)
print(sum(p.numel() for p in layer.parameters()))
