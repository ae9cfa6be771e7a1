"""The flow's process: a dossier's work items hang on it."""

from __future__ import annotations

from viewflow.workflow.models import Process

from dossiers.models import Dossier


class Nomination(Process):
    """One dossier's way through the desks; the dossier itself says where it stands."""

    class Meta:
        proxy = True

    @property
    def dossier(self) -> Dossier:
        dossier: Dossier = self.artifact
        return dossier
