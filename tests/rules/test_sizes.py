"""Functions stay small enough to be read in one look."""

from __future__ import annotations

import ast
from statistics import median

from tests.rules.code import FLOORS, modules

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def sizes() -> dict[str, int]:
    """Every function with its number of lines, from its name to its last word."""
    return {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, tree in modules(*FLOORS, "scripts")
        for node in ast.walk(tree)
        if isinstance(node, FUNCTION)
    }


def test_no_function_is_longer_than_sixty_lines() -> None:
    assert {name: size for name, size in sizes().items() if size > 60} == {}


def test_nine_functions_of_ten_are_within_twenty_lines() -> None:
    found = sorted(sizes().values())

    assert found[int(len(found) * 0.9)] <= 20


def test_half_of_the_functions_are_within_seven_lines() -> None:
    assert median(sizes().values()) <= 7


def test_every_module_opens_with_one_sentence() -> None:
    silent = [
        str(path)
        for path, tree in modules(*FLOORS, "scripts", "tests")
        if tree.body and not ast.get_docstring(tree)  # an empty file only marks a folder
    ]

    assert silent == []
