import torch
import torch.nn.functional as F
logits = torch.tensor([[2.0, 1.0, 0.1]], requires_grad=True)
target = torch.tensor([0])
p = F.softmax(logits, dim=1)
loss = F.cross_entropy(logits, target)
print(p, loss)
loss.backward()
print(logits.grad)
print(p.detach() - F.one_hot(target, 3))
