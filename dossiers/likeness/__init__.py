"""Whether two writings mean one person, collective or household, and two reports one deed: pure questions."""

from dossiers.likeness.deeds import Deed, same_deed
from dossiers.likeness.keys import Keys, keys_of
from dossiers.likeness.verdicts import DIFFERENT, PERHAPS, SAME, Likeness, Someone, compare

__all__ = ["DIFFERENT", "PERHAPS", "SAME", "Deed", "Keys", "Likeness", "Someone", "compare", "keys_of", "same_deed"]
