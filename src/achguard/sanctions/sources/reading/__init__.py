"""What several formats are read with: streams, tables, XML, JSON, and the form that all of them become."""
