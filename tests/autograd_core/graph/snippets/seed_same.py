import torch
torch.manual_seed(0)
a = torch.rand(2)
torch.manual_seed(0)
b = torch.rand(2)
print(a, b, torch.equal(a, b))
c = torch.randn(2, generator=torch.Generator().manual_seed(3))
print(c)
