"""PyTorch code read as a document: an interpreter that executes it on the engine and notes what
happens (`interpreter`, `expressions`, `calls`), and what makes nodes and actions of the notes
(`folding`)."""
