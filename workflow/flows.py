"""Who has work to do on a dossier. The dossier itself says where it stands."""

from __future__ import annotations

from typing import Any

from viewflow import this
from viewflow.workflow import flow

from dossiers.models import Dossier
from dossiers.states import CLOSED, WITH_UNIT, State
from roles.models import Tier
from workflow.lock import DossierLock
from workflow.models import Nomination
from workflow.nodes import Closed, Desk, Opening


class NominationFlow(flow.Flow):
    """One line a desk: a task's name tells a person where the paper is."""

    process_class = Nomination
    process_title = "Hồ sơ khen thưởng"
    lock_impl = DossierLock()

    start = Opening(this.open).Next(this.proposing)
    proposing = Desk(Tier.BASE, State.DRAFT, State.RETURNED)
    commune_intake = Desk(Tier.COMMUNE, State.INTAKE)
    commune_council = Desk(Tier.COMMUNE, State.COUNCIL)
    commune_signing = Desk(Tier.COMMUNE, State.SIGNING)
    district_intake = Desk(Tier.DISTRICT, State.INTAKE)
    district_council = Desk(Tier.DISTRICT, State.COUNCIL)
    district_signing = Desk(Tier.DISTRICT, State.SIGNING)
    province_intake = Desk(Tier.PROVINCE, State.INTAKE)
    province_council = Desk(Tier.PROVINCE, State.COUNCIL)
    province_signing = Desk(Tier.PROVINCE, State.SIGNING)
    closed = Closed()

    def open(self, activation: Any, dossier: Dossier) -> None:
        """Tie the process to its dossier; the proposing desk follows."""
        activation.process.artifact = dossier
        activation.process.created = dossier.opened_at

    @classmethod
    def desk_name(cls, dossier: Dossier) -> str:
        """The name of the node where the dossier lies."""
        if dossier.state in CLOSED:
            return "closed"
        if dossier.state in WITH_UNIT:
            return "proposing"
        assert dossier.stage is not None
        return f"{dossier.stage.tier}_{dossier.state}"

    def desk(self, dossier: Dossier) -> Any:
        """The node where the dossier lies."""
        return self.node(self.desk_name(dossier))
