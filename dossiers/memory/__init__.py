"""What the house remembers: past awards, initiatives used once, likely matches and what people said of them."""

from dossiers.likeness import Likeness, Someone, compare
from dossiers.memory.histories import Honour, history_of, prior_of
from dossiers.memory.initiatives import (
    AlreadyUsed,
    initiatives_of,
    record_initiative,
    register_of,
    use_initiative,
    used_where,
)
from dossiers.memory.judgements import judge
from dossiers.memory.likes import Match, find_like
from dossiers.memory.recording import Recorded, record_past

__all__ = [
    "AlreadyUsed",
    "Honour",
    "Likeness",
    "Match",
    "Recorded",
    "Someone",
    "compare",
    "find_like",
    "history_of",
    "initiatives_of",
    "judge",
    "prior_of",
    "record_initiative",
    "record_past",
    "register_of",
    "use_initiative",
    "used_where",
]
