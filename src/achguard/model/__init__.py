"""What the words mean: frozen pydantic models of payments and decisions, without judgement."""
