"""Demo worlds: places and people as data, and dossiers that walk to where they are."""

from workflow.worlds.loading import Loaded, WorldError, load, loaded, read

__all__ = ["Loaded", "WorldError", "load", "loaded", "read"]
