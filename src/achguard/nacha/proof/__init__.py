"""Many entries proved right at once, in columns; what is not proved goes to the checks, one by one."""
