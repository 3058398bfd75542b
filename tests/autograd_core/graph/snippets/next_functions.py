import torch
a = torch.tensor(2.0, requires_grad=True)
b = a * 3
c = b + a
print(c.grad_fn.name(), len(c.grad_fn.next_functions))
print(c.grad_fn.next_functions[0][0].name())
