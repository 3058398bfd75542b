"""The autograd graph drawn over the cards."""
