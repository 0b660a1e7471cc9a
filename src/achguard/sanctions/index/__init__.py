"""The arrays that find candidates: which listed names may be a name, and none that is one is left out."""
