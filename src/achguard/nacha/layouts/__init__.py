"""The layouts of Nacha records and the codes in them, as tables."""
