"""Names as text: folding, tokens, obfuscation and readability; knows no list."""

from achguard.names.fold import fold, natural_order, tokens
from achguard.names.obfuscation import Obfuscation, obfuscation
from achguard.names.readable import is_readable

__all__ = ["Obfuscation", "fold", "is_readable", "natural_order", "obfuscation", "tokens"]
