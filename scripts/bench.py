"""`make bench`: the measurements, where there are any."""

import ground


def main() -> None:
    if not (ground.ROOT / "bench" / "run.py").is_file():
        ground.stop("There is nothing to measure with yet: bench/run.py is missing.")
    ground.venv("dev")
    ground.run(ground.PYTHON, "bench/run.py")


if __name__ == "__main__":
    main()
