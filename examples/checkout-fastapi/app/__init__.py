"""An agency's payment page: a bank account typed in, questions, other ways to pay, and the router beside it."""
