"""What a decision pays each of its holders: by the law of the decision and the base salary of its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Subquery
from django.utils.translation import gettext as _

from dossiers import money
from dossiers.models import BaseSalary, Dossier, MoneyRate, in_force
from roles.templatetags.face import vnmoney
from workflow import papers
from workflow.models import Decision


def amounts(decision: Decision, *, on: date) -> dict[str, int]:
    """For each kind of holder that the rows speak of; one statement."""
    salary = BaseSalary.objects.filter(in_force(on))
    rows = MoneyRate.objects.filter(award_type=decision.award_type_id, regime=decision.regime_id)
    rates = list(rows.annotate(vnd=Subquery(salary.values("vnd")[:1]), up_to=Subquery(salary.values("rounded_to")[:1])))
    salaries = [BaseSalary(vnd=row.vnd, rounded_to=row.up_to) for row in rates[:1] if row.vnd]
    lineage = tuple(decision.body.lineage)
    found = {}
    for target in papers.GROUPS:
        case = money.Case(decision.award_type_id, decision.regime_id, target, on, lineage=lineage)
        if paid := money.payment(case, rates=rates, salaries=salaries):
            found[str(target)] = paid.amount
    return found


def told(decision: Decision, dossiers: Iterable[Dossier], *, on: date) -> str:
    """“Mỗi cá nhân 710.000 đồng, cộng 1.420.000 đồng”; nothing where the rows do not say it of every holder."""
    paid, holders = amounts(decision, on=on), Counter(str(dossier.nominee.kind) for dossier in dossiers)
    if not holders or set(holders) - set(paid):
        return ""
    total = sum(paid[kind] * number for kind, number in holders.items())
    if not total:
        return _("Không kèm tiền thưởng")
    each = [
        _("mỗi %(holder)s %(money)s") % {"holder": kind.label, "money": vnmoney(paid[kind])}
        for kind in papers.GROUPS
        if kind in holders
    ]
    words = _("%(each)s; cộng %(total)s") % {"each": "; ".join(each), "total": vnmoney(total)}
    return words[:1].upper() + words[1:]
