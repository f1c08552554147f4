"""Documents: facts become blocks, blocks become HTML and PDF."""
