"""Proof: gradients against finite differences and against PyTorch, on one click."""
