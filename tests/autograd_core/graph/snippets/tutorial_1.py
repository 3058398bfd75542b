x = torch.ones(2)  # # 缺失情况下默认 requires_grad = False
print(x, x.requires_grad)  # tensor([1., 1.]) False
x.requires_grad_(True)  # 通过.requires_grad_()用in-place的方式改变requires_grad属性
print(x, x.requires_grad)  # tensor([1., 1.], requires_grad=True) True
x = torch.ones(2, requires_grad=True)
print(x, x.requires_grad)  # tensor([1., 1.], requires_grad=True) True
