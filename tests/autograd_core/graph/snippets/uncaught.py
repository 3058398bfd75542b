import torch
x = torch.ones(3)
y = torch.ones(2)
print(x)
z = x + y
print("never")
