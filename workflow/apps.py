"""Motion: who has work to do, what happened, who is told."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    name = "workflow"
    verbose_name = _("Luồng công việc")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from workflow import checks, flows, replacement  # noqa: F401  (each registers itself)
