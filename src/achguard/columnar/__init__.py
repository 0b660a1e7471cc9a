"""Many payments at once: the rows on which no rule can speak are decided without becoming objects."""
