"""The words by which a dossier is found: those of its nominee's name, and its number."""

from django.db import models
from django.db.models import Q

from dossiers.models.dossier import Dossier


class SearchKey(models.Model):
    """One word of one dossier; drawn by ``dossiers.search`` whenever a name is written."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, db_index=False, related_name="search_keys")
    word = models.CharField(max_length=200)  # folded
    marked = models.CharField(max_length=210)  # with its marks, the tone first, so that one may begin with it
    #: written on a paper that went back to its unit: while it lies there nobody else finds it by this word
    fresh = models.BooleanField(default=False)

    class Meta:
        verbose_name = "search key"
        constraints = [models.UniqueConstraint(fields=["dossier", "marked"], name="one_key_a_word")]
        # the operator classes let PostgreSQL find beginnings of words; SQLite compares bytes anyway
        indexes = [
            models.Index(
                fields=["word", "dossier"],
                condition=Q(fresh=False),
                opclasses=["varchar_pattern_ops", "int8_ops"],
                name="dossiers_by_word",
            ),
            models.Index(
                fields=["marked", "dossier"],
                condition=Q(fresh=False),
                opclasses=["varchar_pattern_ops", "int8_ops"],
                name="dossiers_by_marked_word",
            ),
            models.Index(fields=["dossier"], condition=Q(fresh=True), name="fresh_words"),
        ]

    def __str__(self) -> str:
        return self.marked
