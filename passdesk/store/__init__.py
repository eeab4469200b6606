"""The desk's two files: the journal, which is the truth, and the register, which is what it amounts to."""
