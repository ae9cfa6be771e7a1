"""The paper and the law about it: dossiers, awards, routes, rules."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "dossiers"
    verbose_name = _("Hồ sơ và luật")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dossiers import checks  # noqa: F401  (registers the system checks)
