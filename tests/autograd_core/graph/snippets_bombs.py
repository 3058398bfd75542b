"""Snippets that ask for more than there is: bombs of time and memory, and ways out. Each has been
tried against a limit that it got past once, or might."""

from __future__ import annotations

BOMBS = {
    "pow_tower": "x = 9**9**9",
    "pow_mod": "x = pow(3, 10**300, 10**300)",
    "int_mul_loop": "x = 10**1000\nfor i in range(100): x = x * x",
    "fmt_percent": "'%1000000000d' % 1",
    "fmt_unicode_digits": "f'{1:>١٠٠٠٠٠٠٠٠٠}'",
    "fmt_attr": "'{0.__class__.__init__.__globals__}'.format(print)",
    "fmt_many": "('{0:999}' * 20000).format(1)",
    "str_mul_list": "x = ['a'*100000] * 100000",
    "str_join": "x = ('b' * 100000).join(['a'] * 100000)",
    "print_sep": "print(*range(100000), sep='a' * 100000)",
    "str_replace_empty": "x = ('a' * 100000).replace('', 'b' * 100000)",
    "list_cyclic": "x = [1]\ny = [x]\nx.append(y)\nprint(x)",
    "deep_list": "x = []\nfor i in range(100000): x = [x]\nprint(x)",
    "deep_tuple_hash": "x = ()\nfor i in range(100000): x = (x,)\n{x}",
    "dict_collide": "d = {}\nfor i in range(20000): d[i * (2**61 - 1)] = 1",
    "set_collide": "s = {i * (2**61 - 1) for i in range(20000)}",
    "range_in_slow": "x = 0.5\nfor i in range(10): print(x in range(10**9))",
    "range_tensor": "import torch\ntorch.tensor(range(10**9))",
    "recursion_module": (
        "import torch\n"
        "class N(torch.nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.me = self\n"
        "    def forward(self, x): return x\n"
        "n = N()\n"
        "print(n)\n"
        "print(list(n.parameters()))"
    ),
    "recursion_getitem": "class A:\n    def __getitem__(self, i): return self[i]\nA()[0]",
    "recursion_function": (
        "import torch\n"
        "class F(torch.autograd.Function):\n"
        "    @staticmethod\n"
        "    def forward(ctx, x): return F.apply(x)\n"
        "    @staticmethod\n"
        "    def backward(ctx, g): return g\n"
        "F.apply(torch.ones(1, requires_grad=True))"
    ),
    "expand_sum": "import torch\na = torch.ones(1).expand(10**11)\nprint(a.sum())",
    "expand_all": (
        "import torch\n"
        "a = torch.ones(1).expand(10**10)\n"
        "print(torch.equal(a, a), a.std(), a.sort())"
    ),
    "einsum_hidden3": (
        "import torch\n"
        "x = torch.ones(100,100,100)\n"
        "torch.einsum('abc,bcd,cde,def,efa,acf->', x, x, x, x, x, x)"
    ),
    "matrix_power": "import torch\nx = torch.eye(3000)\ny = torch.linalg.matrix_power(x, 10**9)",
    "matrix_exp": "import torch\nx = torch.rand(3000, 3000)*100\ny = torch.matrix_exp(x)",
    "pool": (
        "import torch\n"
        "import torch.nn.functional as F\n"
        "x = torch.ones(1, 1, 4000, 4000)\n"
        "y = F.max_pool2d(x, 1000, 1)"
    ),
    "conv_big": (
        "import torch\n"
        "import torch.nn.functional as F\n"
        "x = torch.ones(1, 1, 3000, 3000)\n"
        "w = torch.ones(1, 1, 1500, 1500)\n"
        "y = F.conv2d(x, w)"
    ),
    "conv_pad": (
        "import torch\n"
        "import torch.nn.functional as F\n"
        "x = torch.ones(1, 1, 4, 4)\n"
        "w = torch.ones(1, 1, 2, 2)\n"
        "y = F.conv2d(x, w, padding=10**6)"
    ),
    "jacobian_big2": (
        "import torch\n"
        "from torch.autograd.functional import jacobian\n"
        "x = torch.ones(100000)\n"
        "jacobian(lambda x: x.exp(), x)"
    ),
    "hermite": (
        "import torch\n"
        "torch.special.hermite_polynomial_h(torch.ones(10), torch.tensor(10**9))"
    ),
    "polygamma": "import torch\ntorch.polygamma(10**9, torch.rand(100))",
    "unbind_many": "import torch\nx = torch.ones(10**6).unbind()",
    "tensor_print_dims": "import torch\nprint(torch.ones(*([2]*24)))",
    "index_bomb": (
        "import torch\n"
        "x = torch.ones(1000, 1000)\n"
        "i = torch.zeros(10000000, dtype=torch.long)\n"
        "y = x[i]"
    ),
    "one_hot2": (
        "import torch\n"
        "import torch.nn.functional as F\n"
        "y = F.one_hot(torch.tensor([10**12]))"
    ),
    "combinations": "import torch\ntorch.combinations(torch.arange(10000), 5)",
    "meshgrid": (
        "import torch\n"
        "x = torch.arange(1000.)\n"
        "a = torch.meshgrid(x, x, x, x, indexing='ij')\n"
        "b = a[0] + 1"
    ),
    "parens": "(" * 1000 + "1" + ")" * 1000,
    "unary_nots": "x = " + "not " * 5000 + "1",
    "attr_chain": "x" + ".a" * 5000,
    "lambda_chain": "x = " + "lambda: " * 3000 + "1",
    "brackets_mixed": "[(" * 95 + ")]" * 95,
    "null": "x = 1\x00",
    "unicode_dunder": "print.__ｃlass__",
    "unicode_ident": "ｅｖａｌ('1')",
    "coding": "# -*- coding: utf-7 -*-\n+AHg- = 1",
    "coding_rot": "# coding: rot13\nvzcbeg bf",
    "decorator_eval": "@(lambda f: __import__('os'))\ndef f(): pass",
    "match_class": "match 1:\n    case int(real=r): print(r)",
    "print_file": "print(1, file='/etc/passwd')",
    "metaclass": "class M(type): pass\nclass A(metaclass=M): pass",
    "class_body_import": "class A:\n    import os",
    "class_enter": (
        "class A:\n"
        "    def __enter__(self): return 1\n"
        "    def __exit__(self, *a): return True\n"
        "with A(): raise ValueError"
    ),
    "exc_group": "try: 1/0\nexcept* ZeroDivisionError: pass",
    "exc_tb": "try: 1/0\nexcept Exception as e: print(e.__traceback__)",
    "torch_os": "import torch\ntorch.os.system('id')",
    "torch_sys": "import torch\ntorch._C",
    "torch_ops": "import torch\ntorch.ops.aten.add(torch.ones(1), 1)",
    "torch_from_file": "import torch\ntorch.from_file('/etc/passwd', size=10)",
    "torch_set": "import torch\nx = torch.ones(2)\nx.set_(torch.ones(10**9))",
    "torch_as_strided2": (
        "import torch\n"
        "x = torch.ones(2)\n"
        "y = x.as_strided((10**6,10**6), (0,0))\n"
        "print(y.sum())"
    ),
    "torch_frombuffer": "import torch\ntorch.frombuffer(b'aaaa', dtype=torch.float32)",
    "np_ctypeslib": "import numpy as np\nnp.ctypeslib.load_library('libc.so.6', '/lib')",
    "np_memmap": "import numpy as np\nnp.memmap('/etc/passwd')",
    "np_dtype_shape": "import numpy as np\nnp.zeros(10, dtype='(100000,10000)f8')",
    "np_frompyfunc": "import numpy as np\nnp.frompyfunc(print, 1, 1)",
    "np_pow_py": "import numpy as np\nx = np.array(3, dtype=object) ** 10**9",
    "regex": "import re\nre.match('(a+)+b', 'a' * 40)",
    "sys_modules": "import sys\nsys.modules",
    "builtins2": "__builtins__.open",
    "import_alias": "import torch as os\nos.system('id')",
    "import_np_os": "from numpy import os",
    "isinstance": (
        "isinstance(1, ((((int,),),),))\n"
        "t = (int,)\n"
        "for i in range(40): t = (t, t)\n"
        "isinstance('a', t)"
    ),
    "setattr_space": "import torch\ntorch.nn.functional.relu = print",
    "hook_grow": (
        "import torch\n"
        "x = torch.ones(1, requires_grad=True)\n"
        "x.register_hook(lambda g: g.expand(10**9) + 1)\n"
        "x.sum().backward()"
    ),
    "hook_flood": (
        "import torch\n"
        "x = torch.ones(1, requires_grad=True)\n"
        "x.register_hook(lambda g: print('a' * 100000))\n"
        "for i in range(10000): x.sum().backward()"
    ),
    "cos_spec": (
        "import torch\n"
        "import torch.nn.functional as F\n"
        "F.cosine_similarity(torch.ones(10**5, 1), torch.ones(1, 10**5), dim=0)"
    ),
    "fft_prime": "import torch\nfor i in range(1000): torch.fft.fft(torch.ones(9999991))",
    "int_cmp": "x = 10**1200\nwhile x > 0: x = x - 1",
    "walrus_loop": "x = 2\n[x := x * x for i in range(10**4)]",
    "product": "import itertools\nlist(itertools.product(range(100), repeat=10))",
    "perms": "import itertools\nlist(itertools.permutations(range(20)))",
    "deque_nest": (
        "from collections import deque\n"
        "d = deque([1])\n"
        "for i in range(40): d = deque([d, d])\n"
        "print(d)"
    ),
    "defaultdict": "from collections import defaultdict\nd = defaultdict(lambda: d['x'])\nd['x']",
    "deepcopy_cyc": "import copy\nx = [1]\ny = [x]\nx[0] = y\ncopy.deepcopy(x)",
    "nprandom_perm": "import numpy as np\nnp.random.permutation(10**10)",
    "gen_rec": "def f():\n    yield from f()\nlist(f())",
    "repr_rec": "class A:\n    def __repr__(self): return repr(self)\nprint(A())",
    "prop_rec": "class A:\n    @property\n    def x(self): return self.x\nA().x",
    "class_attr": "class A: pass\nA().__class__.__bases__[0].__subclasses__()",
    "custom_loop": (
        "import torch\n"
        "class F(torch.autograd.Function):\n"
        "    @staticmethod\n"
        "    def forward(ctx, x): return x * 1\n"
        "    @staticmethod\n"
        "    def backward(ctx, g):\n"
        "        while True: pass\n"
        "F.apply(torch.ones(1, requires_grad=True)).sum().backward()"
    ),
    "custom_import": (
        "import torch\n"
        "class F(torch.autograd.Function):\n"
        "    @staticmethod\n"
        "    def forward(ctx, x):\n"
        "        import os\n"
        "        return x\n"
        "    @staticmethod\n"
        "    def backward(ctx, g): return g\n"
        "F.apply(torch.ones(1, requires_grad=True))"
    ),
    "np_outer": "import numpy as np\nnp.outer(np.ones(10**5), np.ones(10**5))",
    "np_meth_dot": "import numpy as np\nx = np.ones((10**5, 1))\nx.dot(x.T)",
}
