import math
import torch
n = 5
total = sum(range(n)) + max(3, 4) + len([1, 2])
avg = total / n
print(total, avg, total // 3, total % 4, 2 ** 5, -n, not n, round(avg, 1))
print(math.sqrt(16), math.pi, min(2, 1))
xs = [i ** 2 for i in range(n) if i % 2 == 0]
xs.append(100)
print(xs, xs[-1], xs[:2], sorted(xs, reverse=True))
a, *rest = xs
print(a, rest)
d = {'a': 1}
d['b'] = 2
print(d, d.get('c', 0), list(d.items()))
print('yes' if avg > 2 else 'no', 3 in xs, 1 < 2 < 3)
