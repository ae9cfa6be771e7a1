"""What must hold before anything runs: each state has a right, each letter of a name can be printed."""

from typing import Any

from django.core.checks import Error, register

from dossiers.pdf import fonts
from dossiers.states import DESK_RIGHT, OPEN


@register()
def every_open_state_has_a_right(**kwargs: Any) -> list[Error]:
    """A desk without a right would be work that nobody may do."""
    return [
        Error(f"No right works on the desk of state {state}.", id="dossiers.E001")
        for state in OPEN
        if state not in DESK_RIGHT
    ]


@register()
def every_letter_can_be_printed(**kwargs: Any) -> list[Error]:
    """A missing letter would leave a gap on a paper, and no error would tell: the paper goes out with half a name."""
    return [
        Error(f"{file} lacks the letters {letters}.", id="dossiers.E002")
        for file, letters in fonts.missing_letters().items()
    ]
