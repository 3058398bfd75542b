"""Snippets that test, assert and try, each with the actions of deciding that it becomes."""

from __future__ import annotations

X = "import torch\nx = torch.tensor([1., 2.], requires_grad=True)\n"

SNIPPETS: dict[str, tuple[str, str]] = {
    "assert": (
        """\
y = x.sum()
assert y.item() == 3
print(y)
""",
        "check",
    ),
    "assert with words": (
        """\
assert x[0] > 0, 'positive'
print(x)
""",
        "check",
    ),
    "assert with a value": (
        """\
for i in range(3):
    assert i < 3, f'turn {i}'
print(x)
""",
        "check",
    ),
    "assert of shapes": (
        """\
assert x.shape == (2,)
assert x.grad is None
print(1)
""",
        "check check",
    ),
    "assert allclose": (
        """\
assert torch.allclose(x * 2, x + x)
print('same')
""",
        "check",
    ),
    "assert that fails": (
        """\
print('before')
assert x.sum() > 5, 'too small'
""",
        "check",
    ),
    "assert that is caught": (
        """\
try:
    assert x.sum() > 5, 'small'
except AssertionError as e:
    print('no:', e)
""",
        "try(check)",
    ),
    "assert in a function": (
        """\
def f(a):
    assert a.dim() == 1
    return a * 2
print(f(x))
""",
        "check",
    ),
    "tensor test": (
        """\
y = x.sum()
if y > 1:
    z = y * 2
else:
    z = y * 3
z.backward()
print(x.grad)
""",
        "check",
    ),
    "not": (
        """\
if not x.sum() > 5:
    print('small')
""",
        "check",
    ),
    "elif on tensors": (
        """\
s = x.sum().item()
if s < 1:
    print(1)
elif s < 5:
    print(5)
else:
    print(9)
""",
        "when(when())",
    ),
    "item": (
        """\
if x.sum().item() < 5:
    print('less')
else:
    print('more')
""",
        "check",
    ),
    "early stop": (
        """\
w = torch.tensor(4., requires_grad=True)
for i in range(20):
    loss = w * w
    if loss.item() < 1:
        print('stop', i)
        break
    loss.backward()
    with torch.no_grad():
        w -= 0.3 * w.grad
    w.grad = None
""",
        "check check check",
    ),
    "while": (
        """\
y = x * 1
while y.norm() < 10:
    y = y * 2
print(y)
""",
        "check check check check",
    ),
    "every third": (
        """\
for i in range(7):
    if i % 3 == 0:
        print(i, x)
""",
        "when()",
    ),
    "else": (
        """\
for i in range(4):
    if i % 2:
        print('odd', i)
    else:
        print('even')
""",
        "when()",
    ),
    "elif": (
        """\
for i in range(5):
    if i == 0:
        print('a')
    elif i < 3:
        print('b', i)
    else:
        print('c')
""",
        "when(when())",
    ),
    "in": (
        """\
for i in range(6):
    if i in (0, 5):
        print('end', i)
""",
        "when()",
    ),
    "never": (
        """\
for i in range(3):
    if i == 50:
        print('never', x)
print(x)
""",
        "when()",
    ),
    "never seen": (
        """\
def g():
    print('g')
for i in range(3):
    print(i)
    if i > 5:
        g()
""",
        "check",
    ),
    "backward now and then": (
        """\
for i in range(4):
    y = (x * x).sum()
    y.backward()
    if i % 2 == 1:
        print(x.grad)
        x.grad = None
""",
        "when()",
    ),
    "decay": (
        """\
lr = 1.0
for i in range(6):
    if i == 3:
        lr = lr * 0.1
    print(i, lr)
""",
        "when()",
    ),
    "nested loops": (
        """\
for i in range(3):
    for j in range(3):
        if i == j:
            print(i, j)
""",
        "when()",
    ),
    "flag": (
        """\
debug = True
if debug:
    print('debug', x)
""",
        "when()",
    ),
    "flag that is off": (
        """\
debug = False
if debug:
    print('debug', x)
print('end')
""",
        "when()",
    ),
    "flag with a result": (
        """\
twice = True
y = x * x
if twice:
    y = y * 2
y.sum().backward()
print(x.grad)
""",
        "check",
    ),
    "constant": (
        """\
if True:
    print(x)
""",
        "when()",
    ),
    "in place on a leaf": (
        """\
try:
    x += 1
except RuntimeError as e:
    print(e)
print(x, x._version)
""",
        "try()",
    ),
    "backward twice": (
        """\
y = (x * x).sum()
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print('again:', str(e)[:20])
print(x.grad)
""",
        "try()",
    ),
    "no scalar": (
        """\
try:
    (x * 2).backward()
except RuntimeError as err:
    print(f'{err}')
""",
        "try()",
    ),
    "shapes": (
        """\
a, b = torch.ones(2, 3), torch.ones(4, 5)
try:
    c = a @ b
    print(c)
except RuntimeError as e:
    print('shapes:', e)
""",
        "try(unseen)",
    ),
    "written since": (
        """\
y = x.exp()
z = y.sum()
with torch.no_grad():
    y += 1
try:
    z.backward()
except RuntimeError as e:
    print(type(e).__name__)
print(x.grad)
""",
        "try()",
    ),
    "nothing raised": (
        """\
try:
    z = x * 3
    print(z)
except RuntimeError as e:
    print('no', e)
print(z)
""",
        "try()",
    ),
    "the second handler": (
        """\
try:
    x += 1
except ValueError:
    print('value')
except (TypeError, RuntimeError):
    print('other')
""",
        "try(try())",
    ),
    "else and finally": (
        """\
try:
    print(x * 2)
except RuntimeError:
    print('no')
else:
    print('else')
finally:
    print('finally')
""",
        "try()",
    ),
    "goes on": (
        """\
try:
    try:
        x += 1
    except ValueError as e:
        print('inner', e)
except RuntimeError as e:
    print('outer', e)
""",
        "try(try())",
    ),
    "nobody takes it": (
        """\
try:
    x += 1
except ValueError as e:
    print(e)
""",
        "try()",
    ),
    "in a loop": (
        """\
y = (x * x).sum()
for i in range(3):
    try:
        y.backward()
        print('fine', i)
    except RuntimeError as e:
        print(i, str(e)[:6])
""",
        "try()",
    ),
    "in a function": (
        """\
def tried(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
tried(lambda: x.backward())
tried(lambda: x.sum().backward())
""",
        "try() try(unseen)",
    ),
    "python alone": (
        """\
d = {'a': 1}
try:
    print(d['b'])
except KeyError as e:
    print('no key', e)
""",
        "",
    ),
    "try in an if": (
        """\
for i in range(3):
    if i == 1:
        try:
            x += 1
        except RuntimeError as e:
            print(i, e)
print(x)
""",
        "when(try())",
    ),
}
