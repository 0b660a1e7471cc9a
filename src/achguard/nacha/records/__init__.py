"""Lines read as records, and records put into files, batches and entries."""
