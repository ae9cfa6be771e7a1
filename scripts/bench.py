"""`make bench`: the measurements on both databases, side by side in one run."""

import os

import ground
from cluster import cluster


def main() -> None:
    ground.end_on_signals()
    ground.venv("dev")
    with cluster(durable=True) as postgres:
        for database in ("", postgres):
            ground.run(ground.PYTHON, "bench/run.py", env={**os.environ, "DATABASE_URL": database})


if __name__ == "__main__":
    main()
