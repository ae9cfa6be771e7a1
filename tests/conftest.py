"""What every test may ask for."""

import pytest

from tests import house as houses


@pytest.fixture
def house(db):
    """The smallest world, empty of dossiers."""
    return houses.build()
