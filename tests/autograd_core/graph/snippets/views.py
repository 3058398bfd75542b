import torch
base = torch.zeros(4)
v = base.view(2, 2)
v[0, 1] = 5
print(base)
base.add_(1)
print(v, v.is_contiguous(), v._version)
w = base[1:3]
w *= 10
print(base)
