"""`torch.autograd.functional` and `torch.func`, said in PyTorch.

The second derivative of a forward-mode product is that of a backward pass through a backward pass.
"""

SOURCE = '''
def _tupled(given):
    return tuple(given) if isinstance(given, (tuple, list)) else (given,)

def _like(found, given):
    return tuple(found) if isinstance(given, (tuple, list)) else found[0]

def _starts(inputs, create_graph):
    return [x.view_as(x) if create_graph and x.requires_grad else x.detach().requires_grad_()
            for x in _tupled(inputs)]

def _ended(found, create_graph):
    return found if create_graph else [one.detach() for one in found]

def _grads(outputs, inputs, weights, create_graph):
    found = torch.autograd.grad(outputs, inputs, weights, create_graph=create_graph,
                                retain_graph=True, allow_unused=True)
    return [torch.zeros_like(x) if g is None else g for g, x in zip(found, inputs)]

def vjp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        starts = _starts(inputs, create_graph)
        outputs = func(*starts)
        several = _tupled(outputs)
        if v is None:
            if len(several) > 1 or several[0].nelement() != 1:
                raise RuntimeError("The vector v can only be None if the user-provided function "
                                   "returns a single Tensor with a single element.")
            weights = None
        else:
            weights = _tupled(v)
        found = _grads(several, starts, weights, create_graph)
    return (_like(_ended(several, create_graph), outputs),
            _like(_ended(found, create_graph), inputs))

def jvp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        starts = _starts(inputs, create_graph)
        vs = [torch.ones_like(x) for x in starts] if v is None else _tupled(v)
        if v is None and (len(starts) > 1 or starts[0].nelement() != 1):
            raise RuntimeError("The vector v can only be None if the input to the user-provided "
                               "function is a single Tensor with a single element.")
        outputs = func(*starts)
        several = _tupled(outputs)
        weights = [torch.zeros_like(y).requires_grad_() for y in several]
        back = _grads(several, starts, weights, True)
        found = _grads(back, weights, vs, create_graph)
    return (_like(_ended(several, create_graph), outputs),
            _like(_ended(found, create_graph), outputs))

def _scalar(func, starts, name):
    output = func(*starts)
    if not isinstance(output, torch.Tensor):
        raise RuntimeError(f"The function given to {name} should return a single Tensor")
    if output.nelement() != 1:
        raise RuntimeError(f"The Tensor returned by the function given to {name} should contain a "
                           "single element")
    return output

def vhp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        starts = _starts(inputs, create_graph)
        vs = [torch.ones_like(x) for x in starts] if v is None else _tupled(v)
        output = _scalar(func, starts, "vhp")
        first = _grads(output, starts, None, True)
        found = _grads(first, starts, vs, create_graph)
    return (_ended([output], create_graph)[0], _like(_ended(found, create_graph), inputs))

def hvp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        starts = _starts(inputs, create_graph)
        vs = [torch.ones_like(x) for x in starts] if v is None else _tupled(v)
        output = _scalar(func, starts, "hvp")
        first = _grads(output, starts, None, True)
        weights = [torch.zeros_like(x).requires_grad_() for x in starts]
        back = _grads(first, starts, weights, True)
        found = _grads(back, weights, vs, create_graph)
    return (_ended([output], create_graph)[0], _like(_ended(found, create_graph), inputs))

def _rows(y, x, create_graph):
    flat = y.reshape(-1)
    rows = []
    for i in range(flat.shape[0]):
        rows.append(_grads(flat[i], [x], None, create_graph)[0])
    return torch.stack(rows).reshape(tuple(y.shape) + tuple(x.shape))

def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False,
             strategy="reverse-mode"):
    with torch.enable_grad():
        starts = _starts(inputs, create_graph)
        outputs = func(*starts)
        found = []
        for y in _tupled(outputs):
            blocks = [_rows(y, x, create_graph) for x in starts]
            found.append(_like(_ended(blocks, create_graph), inputs))
    return _like(found, outputs)

def hessian(func, inputs, create_graph=False, strict=False, vectorize=False,
            outer_jacobian_strategy="reverse-mode"):
    with torch.enable_grad():
        starts = _starts(inputs, create_graph)
        output = _scalar(func, starts, "hessian")
        first = _grads(output, starts, None, True)
        found = []
        for g in first:
            if not g.requires_grad:
                blocks = [torch.zeros(tuple(g.shape) + tuple(x.shape)) for x in starts]
            else:
                blocks = [_rows(g, x, create_graph) for x in starts]
            found.append(_like(_ended(blocks, create_graph), inputs))
    return _like(found, inputs)

def _asked(args, argnums):
    places = argnums if isinstance(argnums, tuple) else (argnums,)
    tracked = any([args[k].requires_grad for k in places])
    given = list(args)
    for k in places:
        x = args[k]
        given[k] = x.view_as(x) if x.requires_grad else x.detach().requires_grad_()
    return places, tracked, given

class _Grad:
    def __init__(self, func, argnums, has_aux, value):
        self.func, self.argnums, self.has_aux, self.value = func, argnums, has_aux, value

    def __call__(self, *args, **kwargs):
        with torch.enable_grad():
            places, tracked, given = _asked(args, self.argnums)
            output = self.func(*given, **kwargs)
            aux = None
            if self.has_aux:
                output, aux = output
            found = _grads(output, [given[k] for k in places], None, True)
            found = _like(_ended(found, tracked), self.argnums)
            value = output if tracked else output.detach()
        if self.value:
            return (found, (value, aux)) if self.has_aux else (found, value)
        return (found, aux) if self.has_aux else found

class _Jacobian:
    def __init__(self, func, argnums):
        self.func, self.argnums = func, argnums

    def __call__(self, *args, **kwargs):
        with torch.enable_grad():
            places, tracked, given = _asked(args, self.argnums)
            output = self.func(*given, **kwargs)
            found = [_rows(output, given[k], True) for k in places]
        return _like(_ended(found, tracked), self.argnums)

def grad(func, argnums=0, has_aux=False):
    return _Grad(func, argnums, has_aux, False)

def grad_and_value(func, argnums=0, has_aux=False):
    return _Grad(func, argnums, has_aux, True)

def jacrev(func, argnums=0):
    return _Jacobian(func, argnums)

def _func_hessian(func, argnums=0):
    return _Jacobian(_Jacobian(func, argnums), argnums)
'''
NAMES = {
    "torch.autograd.functional": "vjp jvp vhp hvp hessian",
    "torch.func": "grad grad_and_value jacrev jacfwd hessian",
}
