"""Numbers that a form of ours carries: what is no number did not come from one."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from workflow.forms.fields import whole


def number(request: HttpRequest, name: str = "version") -> int:
    """The posted whole number of that name, or 400."""
    try:
        return whole(request.POST[name])
    except (KeyError, ValueError) as why:
        raise BadRequest(name) from why
