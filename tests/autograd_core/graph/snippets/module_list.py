import torch
import torch.nn as nn
torch.manual_seed(5)
class MLP(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:])])
    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1:
                x = torch.relu(x)
        return x
net = MLP([2, 4, 4, 1])
y = net(torch.ones(3, 2))
y.mean().backward()
print(y.shape, net.layers[0].weight.grad.shape)
print(f"{net.layers[2].bias.grad.item():.3f}")
