"""Functions that users write themselves: `class F(torch.autograd.Function)` as one card."""
