"""One module per publisher's file format."""
