"""Proof: gradients against central finite differences, and against PyTorch itself."""
