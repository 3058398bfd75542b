import torch
from torch import nn
torch.manual_seed(1)
model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
for param in model[0].parameters():
    param.requires_grad = False
out = model(torch.ones(1, 2))
out.backward()
print(model[0].weight.grad, model[2].weight.grad is not None)
