"""No module reaches itself through what it imports, imports inside functions included."""

from __future__ import annotations

import grimp

from tests.rules.code import FLOORS


def circles(graph: grimp.ImportGraph) -> list[str]:
    """Each pair of modules that reach one another, once."""
    pairs = (
        (module, other)
        for module in graph.modules
        for other in graph.find_modules_directly_imported_by(module)
        if graph.chain_exists(importer=other, imported=module)
    )
    return sorted(f"{module} → {other} → … → {module}" for module, other in pairs)


def test_no_import_leads_back_to_where_it_began() -> None:
    graph = grimp.build_graph(*FLOORS, exclude_type_checking_imports=True, cache_dir=None)

    assert circles(graph) == []
