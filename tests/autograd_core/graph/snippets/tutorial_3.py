x = torch.ones(2, requires_grad=True)
y = (x * x).sum()
print(y, y.grad_fn)  # tensor(2., grad_fn=<SumBackward0>) <SumBackward0 object at 0x000001A08211D1D0>
with torch.no_grad():  # 中断梯度追踪
    y = (x * x).sum()
    print(y, y.grad_fn)  # tensor(2.) None
