"""Rules on sanctioned parties, banks and places."""
