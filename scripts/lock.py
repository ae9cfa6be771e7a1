"""`make lock`: requirements/*.in become *.txt, every package with its hash and no address."""

from __future__ import annotations

import subprocess

import ground

PIP_COMPILE = ground.VENV / "bin" / "pip-compile"
FLAGS = [
    "--quiet",
    "--strip-extras",
    "--allow-unsafe",  # pip and setuptools are pinned like the rest
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
]


def main() -> None:
    """Packages that are locked already stay; delete a line, or the file, to renew."""
    if not PIP_COMPILE.exists():
        ground.run("python3", "-m", "venv", ground.VENV)
        ground.run(ground.PYTHON, "-m", "pip", "install", "--quiet", "pip-tools")
    for name in ("runtime", "dev", "proofs"):
        source, lock = f"requirements/{name}.in", f"requirements/{name}.txt"
        ground.run(PIP_COMPILE, *FLAGS, "-o", lock, source, env={"CUSTOM_COMPILE_COMMAND": "make lock"})
    # npm is told by a flag what pip-compile is told by three.
    command = ["npm", "install", "--package-lock-only", "--omit-lockfile-registry-resolved", "--loglevel=error"]
    subprocess.run(command, cwd=ground.ROOT, check=True)


if __name__ == "__main__":
    main()
