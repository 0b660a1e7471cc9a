"""The app that checks the settings: `INSTALLED_APPS = [..., "achguard.integrations.django"]`."""

from django.apps import AppConfig
from django.core.checks import Error, Warning, register  # noqa: A004  Django's word

from achguard.errors import AchGuardError
from achguard.integrations.django.settings import SETTING, made


class AchGuardConfig(AppConfig):  # type: ignore[misc]  # Django has no types
    """Registers the check of the settings."""

    name = "achguard.integrations.django"
    label = "achguard"
    verbose_name = "achguard"

    def ready(self) -> None:
        """Register the check."""
        register(check_settings)


def check_settings(**_options: object) -> list[Error | Warning]:
    """Say what is wrong with `settings.ACHGUARD`: an error where it makes no guard, a warning where that only holds."""
    try:
        guard = made()
    except AchGuardError as error:
        return [Error(str(error), hint=f"See settings.{SETTING}.", id="achguard.E001")]
    return [
        Warning(
            f"Every payment is held: {why}.",
            hint="Run `achguard lists update`, or name the folder of a built snapshot as its 'lists'.",
            id="achguard.W001",
        )
        for why in guard.why_unscreened()
    ]
