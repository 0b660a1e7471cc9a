"""What can be wrong with a Nacha file: the table of problems, and the checks that find them."""
