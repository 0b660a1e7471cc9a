"""achguard in a FastAPI app: a router for apps in any language, a dependency, and errors that echo no input."""

from achguard.integrations import needs

needs("fastapi", extra="fastapi")

from achguard.integrations.fastapi.bodies import MOST_BODY_BYTES, payment_body  # noqa: E402  told first what is missing
from achguard.integrations.fastapi.dependency import Checked, checking  # noqa: E402
from achguard.integrations.fastapi.handlers import add_exception_handlers  # noqa: E402
from achguard.integrations.fastapi.language import LanguageOf, accept_language  # noqa: E402
from achguard.integrations.fastapi.router import router  # noqa: E402

__all__ = [
    "MOST_BODY_BYTES",
    "Checked",
    "LanguageOf",
    "accept_language",
    "add_exception_handlers",
    "checking",
    "payment_body",
    "router",
]
