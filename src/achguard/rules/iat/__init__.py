"""Rules on what makes a payment an IAT, or a reason to ask whether it is one."""
