"""`python -m achguard` is the command line."""

from achguard.cli import main

if __name__ == "__main__":
    main()
