import torch
A = torch.tensor([[2., 1.], [1., 3.]])
x = torch.tensor([1., -1.], requires_grad=True)
f = 0.5 * x @ A @ x
f.backward()
print(x.grad, A @ x.detach())
B = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
torch.linalg.det(B).backward()
print(B.grad)
print(torch.inverse(B.detach()).T * torch.det(B.detach()))
