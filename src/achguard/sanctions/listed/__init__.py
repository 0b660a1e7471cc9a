"""What a list says: entities with their names, numbers and dates, and the look-up by number."""
