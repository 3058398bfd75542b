x = torch.ones(2, requires_grad=True)
y = (x * x).sum()
y.backward()
print(x.grad)  # tensor([2., 2.])
y = (x * x).sum()
y.backward()
print(x.grad)  # tensor([4., 4.])；梯度累加
x.grad.data.zero_()  # 梯度清零
y = (x * x).sum()
y.backward()
print(x.grad)  # tensor([2., 2.])
