"""Plays whole cases through the door, for the demo, the terminal and the benchmark."""
