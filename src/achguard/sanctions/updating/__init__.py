"""The newest lists: which publishers there are, how their files are fetched, and which version is in force."""
