import numpy as np
import torch
data = np.array([[1., 2.], [3., 4.]])
x = torch.tensor(data, dtype=torch.float32, requires_grad=True)
y = (x ** 2).sum()
y.backward()
print(x.grad.numpy())
print(np.pi)
