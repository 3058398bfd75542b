"""The modules of ``torch.nn``; all are found there too."""
