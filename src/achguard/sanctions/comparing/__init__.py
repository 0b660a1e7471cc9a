"""The truth: how far one name is one listed name, by words and by letters, and why."""
