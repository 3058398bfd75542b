"""Parts of `pytorch_code.py`: how a document is written as a PyTorch script."""
