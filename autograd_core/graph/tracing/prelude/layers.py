"""What modules compute, said in PyTorch; the library itself makes them."""

SOURCE = '''
def _weight(self, name, layer, backwards):
    end = f"l{layer}_reverse" if backwards else f"l{layer}"
    return getattr(self, f"{name}_{end}", None)

def _RNN_cell(self, given, hidden, state):
    total = hidden + given
    return (total.relu() if self.nonlinearity == "relu" else total.tanh(),)

def _LSTM_cell(self, given, hidden, state):
    enter, forget, new, leave = (hidden + given).chunk(4, 1)
    memory = forget.sigmoid() * state[1] + enter.sigmoid() * new.tanh()
    return leave.sigmoid() * memory.tanh(), memory

def _GRU_cell(self, given, hidden, state):
    reset_in, keep_in, new_in = given.chunk(3, 1)
    reset_on, keep_on, new_on = hidden.chunk(3, 1)
    reset = (reset_on + reset_in).sigmoid()
    keep = (keep_on + keep_in).sigmoid()
    new = (new_in + new_on * reset).tanh()
    return ((state[0] - new) * keep + new,)

def _through(self, cell, input, state, layer, backwards):
    w_hh = _weight(self, "weight_hh", layer, backwards)
    b_hh = _weight(self, "bias_hh", layer, backwards)
    w_ih = _weight(self, "weight_ih", layer, backwards)
    given = F.linear(input, w_ih, _weight(self, "bias_ih", layer, backwards)).unbind(0)
    outputs = []
    for step in reversed(given) if backwards else given:
        state = cell(self, step, F.linear(state[0], w_hh, b_hh), state)
        outputs.append(state[0])
    if backwards:
        outputs.reverse()
    return torch.stack(outputs, 0), state

def _recurrent(self, name, cell, several, input, hx):
    if input.dim() not in (2, 3):
        raise ValueError(f"{name}: Expected input to be 2D or 3D, got {input.dim()}D instead")
    batched = input.dim() == 3
    if not batched:
        input = input.unsqueeze(0 if self.batch_first else 1)
    if self.batch_first:
        input = input.transpose(0, 1)
    if input.shape[-1] != self.input_size:
        raise RuntimeError("input.size(-1) must be equal to input_size. Expected "
                           f"{self.input_size}, got {input.shape[-1]}")
    ways = 2 if self.bidirectional else 1
    shape = (self.num_layers * ways, input.shape[1], self.hidden_size)
    if hx is None:
        starts = [torch.zeros(shape, dtype=input.dtype) for _ in range(2 if several else 1)]
    else:
        starts = list(hx) if several else [hx]
        dims = 3 if batched else 2
        for one in starts:
            if one.dim() != dims:
                kind = "batched" if batched else "unbatched"
                what = "hx and cx" if several else "hx"
                raise RuntimeError(f"For {kind} {dims}-D input, {what} should also be {dims}-D "
                                   f"but got {one.dim()}-D tensor")
        if not batched:
            starts = [one.unsqueeze(1) for one in starts]
        for place, one in enumerate(starts):
            if tuple(one.shape) != shape:
                which = f"hidden[{place}]" if several else "hidden"
                raise RuntimeError(f"Expected {which} size {shape}, got {list(one.shape)}")
    ends = []
    for layer in range(self.num_layers):
        outputs = []
        for way in range(ways):
            start = [one[layer * ways + way] for one in starts]
            output, end = _through(self, cell, input, start, layer, way == 1)
            outputs.append(output)
            ends.append(end)
        input = outputs[0] if ways == 1 else torch.cat(outputs, -1)
        if self.dropout and self.training and layer < self.num_layers - 1:
            input = F.dropout(input, self.dropout, True)
    states = [torch.stack([end[place] for end in ends], 0) for place in range(len(starts))]
    if self.batch_first:
        input = input.transpose(0, 1)
    if not batched:
        input = input.squeeze(0 if self.batch_first else 1)
        states = [state.squeeze(1) for state in states]
    return input, tuple(states) if several else states[0]

def _call_RNN(self, input, hx=None):
    return _recurrent(self, "RNN", _RNN_cell, False, input, hx)

def _call_LSTM(self, input, hx=None):
    return _recurrent(self, "LSTM", _LSTM_cell, True, input, hx)

def _call_GRU(self, input, hx=None):
    return _recurrent(self, "GRU", _GRU_cell, False, input, hx)

def _one_step(self, name, cell, several, input, hx):
    if input.dim() not in (1, 2):
        raise ValueError(f"{name}: Expected input to be 1D or 2D, got {input.dim()}D instead")
    batched = input.dim() == 2
    states = [] if hx is None else list(hx) if several else [hx]
    if not batched:
        input = input.unsqueeze(0)
        states = [one.unsqueeze(0) for one in states]
    if not states:
        shape = (input.shape[0], self.hidden_size)
        states = [torch.zeros(shape, dtype=input.dtype) for _ in range(2 if several else 1)]
    given = F.linear(input, self.weight_ih, self.bias_ih)
    found = cell(self, given, F.linear(states[0], self.weight_hh, self.bias_hh), states)
    if not batched:
        found = tuple([one.squeeze(0) for one in found])
    return found if several else found[0]

def _call_RNNCell(self, input, hx=None):
    return _one_step(self, "RNNCell", _RNN_cell, False, input, hx)

def _call_LSTMCell(self, input, hx=None):
    return _one_step(self, "LSTMCell", _LSTM_cell, True, input, hx)

def _call_GRUCell(self, input, hx=None):
    return _one_step(self, "GRUCell", _GRU_cell, False, input, hx)

def _call_MultiheadAttention(self, query, key, value, key_padding_mask=None, need_weights=True,
                             attn_mask=None, average_attn_weights=True, is_causal=False):
    turned = self.batch_first and query.dim() == 3
    if turned:
        same_key, same_value = key is query, value is key
        query = query.transpose(1, 0)
        key = query if same_key else key.transpose(1, 0)
        value = key if same_value else value.transpose(1, 0)
    more = {}
    if not self._qkv_same_embed_dim:
        more = {"use_separate_proj_weight": True, "q_proj_weight": self.q_proj_weight,
                "k_proj_weight": self.k_proj_weight, "v_proj_weight": self.v_proj_weight}
    output, weights = F.multi_head_attention_forward(
        query, key, value, self.embed_dim, self.num_heads, self.in_proj_weight, self.in_proj_bias,
        self.bias_k, self.bias_v, self.add_zero_attn, self.dropout, self.out_proj.weight,
        self.out_proj.bias, training=self.training, key_padding_mask=key_padding_mask,
        need_weights=need_weights, attn_mask=attn_mask, average_attn_weights=average_attn_weights,
        is_causal=is_causal, **more)
    if not need_weights:
        weights = None
    return (output.transpose(1, 0) if turned else output), weights

def _padded(self, x, mode, dims):
    if mode == "circular" and x.dim() not in (dims + 1, dims + 2):
        raise ValueError(f"expected {dims + 1}D or {dims + 2}D input (got {x.dim()}D input)")
    if mode == "constant":
        return F.pad(x, self.padding, "constant", self.value)
    return F.pad(x, self.padding, mode)

def _call_Upsample(self, x):
    return F.interpolate(x, self.size, self.scale_factor, self.mode, self.align_corners,
                         recompute_scale_factor=self.recompute_scale_factor)

def _transposed(self, x, convolve, output_size):
    if output_size is not None:
        raise NotImplementedError("output_size of a transposed convolution cannot be read yet")
    return convolve(x, self.weight, self.bias, self.stride, self.padding, self.output_padding,
                    self.groups, self.dilation)

def _call_ConvTranspose1d(self, x, output_size=None):
    return _transposed(self, x, F.conv_transpose1d, output_size)

def _call_ConvTranspose2d(self, x, output_size=None):
    return _transposed(self, x, F.conv_transpose2d, output_size)

def _call_ConvTranspose3d(self, x, output_size=None):
    return _transposed(self, x, F.conv_transpose3d, output_size)

def _call_RMSNorm(self, x):
    return F.rms_norm(x, self.normalized_shape, self.weight, self.eps)

def _instance_norm(self, x, dims):
    if x.dim() not in (dims + 1, dims + 2):
        raise ValueError(f"expected {dims + 1}D or {dims + 2}D input (got {x.dim()}D input)")
    whole = x if x.dim() == dims + 2 else x.unsqueeze(0)
    found = F.instance_norm(whole, self.running_mean, self.running_var, self.weight, self.bias,
                            self.training or not self.track_running_stats,
                            0.0 if self.momentum is None else self.momentum, self.eps)
    return found if x.dim() == dims + 2 else found.squeeze(0)

def _call_InstanceNorm1d(self, x):
    return _instance_norm(self, x, 1)

def _call_InstanceNorm2d(self, x):
    return _instance_norm(self, x, 2)

def _call_InstanceNorm3d(self, x):
    return _instance_norm(self, x, 3)

def _call_Softmax2d(self, x):
    if x.dim() not in (3, 4):
        raise ValueError(f"Softmax2d: expected input to be 3D or 4D, got {x.dim()}D instead")
    return torch.softmax(x, -3)

def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    longest = max([len(one) for one in sequences])
    found = []
    for one in sequences:
        rest = longest - len(one)
        sides = [0, 0] * (one.dim() - 1) + ([0, rest] if padding_side == "right" else [rest, 0])
        found.append(F.pad(one, sides, value=padding_value))
    return torch.stack(found, 0 if batch_first else 1)

def _from_pretrained(embeddings, freeze=True, padding_idx=None, max_norm=None, norm_type=2.0,
                     scale_grad_by_freq=False, sparse=False):
    rows, columns = embeddings.shape
    made = nn.Embedding(rows, columns, padding_idx, max_norm, norm_type, scale_grad_by_freq,
                        sparse, torch.zeros(rows, columns))
    made.weight = nn.Parameter(embeddings, requires_grad=not freeze)
    return made

def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    noise = torch.empty(logits.shape).exponential_().log()
    gumbels = (logits + -noise) / tau
    soft = gumbels.softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    one = torch.zeros(logits.shape).scatter_(dim, index, 1.0)
    return one - soft.detach() + soft
'''
_PADS = {
    f"{kind}Pad{dims}d": (mode, dims)
    for kind, mode in (
        ("Constant", "constant"), ("Zero", "constant"), ("Reflection", "reflect"),
        ("Replication", "replicate"), ("Circular", "circular"),
    )
    for dims in (1, 2, 3)
}  # fmt: skip
SOURCE += "".join(
    f"\ndef _call_{name}(self, x):\n    return _padded(self, x, {mode!r}, {dims})\n"
    for name, (mode, dims) in _PADS.items()
)
FORWARDS = {
    name: f"_call_{name}"
    for name in (
        *"RNN LSTM GRU RNNCell LSTMCell GRUCell MultiheadAttention Upsample".split(),
        *"ConvTranspose1d ConvTranspose2d ConvTranspose3d RMSNorm Softmax2d".split(),
        *"InstanceNorm1d InstanceNorm2d InstanceNorm3d".split(),
        *_PADS,
    )
}
FORWARDS |= dict.fromkeys(("UpsamplingNearest2d", "UpsamplingBilinear2d"), "_call_Upsample")
NAMES = {
    "torch.nn.utils.rnn": "pad_sequence",
    "torch.nn.functional": "gumbel_softmax",
}
