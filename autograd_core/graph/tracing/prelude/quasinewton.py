"""`torch.optim.LBFGS`, said in PyTorch (Nocedal and Wright, algorithms 3.5, 3.6 and 7.4).

Its steps are so many operations and not one action, as it asks for the loss again within a step.
"""

SOURCE = '''
def _lowest(x1, f1, g1, x2, f2, g2, low, high):
    """The lowest point of a cubic with these values and slopes, between two bounds."""
    d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    square = d1 ** 2 - g1 * g2
    if not square >= 0:
        return (low + high) / 2.0
    d2 = square.sqrt()
    if x1 <= x2:
        at = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
    else:
        at = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
    return min(max(at, low), high)

def _wolfe(tried, t, d, f, g, gtd, tolerance, most):
    """A step that satisfies the strong Wolfe conditions: loss, gradient, step, evaluations.

    A point is its step, its loss, its gradient, and the slope there."""
    scale = d.abs().max()
    def point(t):
        f_new, g_new = tried(t)
        return [t, f_new, g_new, g_new.dot(d)]
    new = point(t)
    old = [0, f, g.clone(), gtd]
    evaluations, turns, done = 1, 0, False
    bracket = None
    while turns < most:
        t = new[0]
        if new[1] > f + 1e-4 * t * gtd or (turns > 1 and new[1] >= old[1]):
            bracket = [old, new]
            break
        if abs(new[3]) <= -0.9 * gtd:
            bracket, done = [new], True
            break
        if new[3] >= 0:
            bracket = [old, new]
            break
        low, high = t + 0.01 * (t - old[0]), t * 10
        t = _lowest(old[0], old[1], old[3], t, new[1], new[3], low, high)
        old = new
        new = point(t)
        evaluations += 1
        turns += 1
    if turns == most:
        bracket = [[0, f, g, gtd], new]
    stuck = False
    low, high = (0, 1) if bracket[0][1] <= bracket[-1][1] else (1, 0)
    while not done and turns < most:
        a, b = bracket
        if abs(b[0] - a[0]) * scale < tolerance:
            break
        left, right = min(a[0], b[0]), max(a[0], b[0])
        t = _lowest(a[0], a[1], a[3], b[0], b[1], b[3], left, right)
        edge = 0.1 * (right - left)
        if min(right - t, t - left) < edge:
            if stuck or t >= right or t <= left:
                t = right - edge if abs(t - right) < abs(t - left) else left + edge
                stuck = False
            else:
                stuck = True
        else:
            stuck = False
        new = point(t)
        evaluations += 1
        turns += 1
        if new[1] > f + 1e-4 * t * gtd or new[1] >= bracket[low][1]:
            bracket[high] = new
            low, high = (0, 1) if bracket[0][1] <= bracket[1][1] else (1, 0)
        else:
            if abs(new[3]) <= -0.9 * gtd:
                done = True
            elif new[3] * (bracket[high][0] - bracket[low][0]) >= 0:
                bracket[high] = bracket[low]
            bracket[low] = new
    best = bracket[low]
    return best[1], best[2], best[0], evaluations

class LBFGS:
    def __init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7,
                 tolerance_change=1e-9, history_size=100, line_search_fn=None):
        if lr < 0.0:
            raise ValueError(f"Invalid learning rate: {lr}")
        self._params = _list(params)
        if not self._params:
            raise ValueError("optimizer got an empty parameter list")
        self.param_groups = [{
            "params": self._params, "lr": lr, "max_iter": max_iter,
            "max_eval": max_iter * 5 // 4 if max_eval is None else max_eval,
            "tolerance_grad": tolerance_grad, "tolerance_change": tolerance_change,
            "history_size": history_size, "line_search_fn": line_search_fn,
        }]
        self._turns = 0
        self._d = self._t = self._before = None
        self._pairs = []
        self._scale = 1

    def zero_grad(self, set_to_none=True):
        for p in self._params:
            if set_to_none:
                p.grad = None
            elif p.grad is not None:
                p.grad.zero_()

    def _gradient(self):
        return torch.cat([
            torch.zeros(p.numel()) if p.grad is None else p.grad.view(-1) for p in self._params
        ], 0)

    def _move(self, t, d):
        at = 0
        for p in self._params:
            p.add_(d[at:at + p.numel()].view_as(p), alpha=t)
            at += p.numel()

    def _asked(self, closure):
        with torch.enable_grad():
            return closure()

    def _direction(self, gradient, history_size):
        y = gradient.sub(self._before)
        s = self._d.mul(self._t)
        ys = y.dot(s)
        if ys > 1e-10:
            if len(self._pairs) == history_size:
                self._pairs.pop(0)
            self._pairs.append([y, s, 1.0 / ys])
            self._scale = ys / y.dot(y)
        q = gradient.neg()
        steps = []
        for y, s, ro in reversed(self._pairs):
            al = s.dot(q) * ro
            steps.append(al)
            q = q - al * y
        d = torch.mul(q, self._scale)
        for (y, s, ro), al in zip(self._pairs, reversed(steps)):
            d = d + (al - y.dot(d) * ro) * s
        return d

    @torch.no_grad()
    def step(self, closure):
        group = self.param_groups[0]
        first = self._asked(closure)
        loss = float(first)
        gradient = self._gradient()
        evaluations, n = 1, 0
        if gradient.abs().max() <= group["tolerance_grad"]:
            return first
        while n < group["max_iter"]:
            n += 1
            self._turns += 1
            lr = group["lr"]
            if self._turns == 1:
                self._d = gradient.neg()
                self._t = min(1.0, 1.0 / gradient.abs().sum()) * lr
            else:
                self._d = self._direction(gradient, group["history_size"])
                self._t = lr
            self._before, before = gradient.clone(), loss
            d, t = self._d, self._t
            gtd = gradient.dot(d)
            if gtd > -group["tolerance_change"]:
                break
            if group["line_search_fn"] is not None:
                if group["line_search_fn"] != "strong_wolfe":
                    raise RuntimeError("only 'strong_wolfe' is supported")
                start = [p.clone() for p in self._params]
                def tried(t):
                    self._move(t, d)
                    found = float(self._asked(closure)), self._gradient()
                    for p, value in zip(self._params, start):
                        p.copy_(value)
                    return found
                loss, gradient, self._t, more = _wolfe(
                    tried, t, d, loss, gradient, gtd, 1e-9, group["max_eval"] - evaluations)
                evaluations += more
                self._move(self._t, d)
            else:
                self._move(t, d)
                if n != group["max_iter"]:
                    loss = float(self._asked(closure))
                    gradient = self._gradient()
                    evaluations += 1
            if n == group["max_iter"] or evaluations >= group["max_eval"]:
                break
            if gradient.abs().max() <= group["tolerance_grad"]:
                break
            if d.mul(self._t).abs().max() <= group["tolerance_change"]:
                break
            if abs(loss - before) < group["tolerance_change"]:
                break
        return first
'''
NAMES = {"torch.optim": "LBFGS"}
