"""One name, or one text: its candidates, each compared in full."""
