"""Lists of nominations taken in: looked at first, compared with what is there, then taken whole or in part."""
