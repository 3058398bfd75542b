import torch
from torch import nn
torch.manual_seed(0)
emb = nn.Embedding(5, 3)
idx = torch.tensor([1, 3, 1])
out = emb(idx)
out.sum().backward()
print(out)
print(emb.weight.grad)
