"""How long files and functions may be."""

from __future__ import annotations

from statistics import median, quantiles

from tests.shape.sources import PACKAGE, ROOT, package, sources

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
USUAL_FILE = 180
MOST_FUNCTIONS = 30


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {source.name: source.lines for source in sources("src", "tests") if source.lines > LONGEST_FILE}
    assert not long, f"longer than {LONGEST_FILE} lines: {long}"


def test_no_table_is_longer_either() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in PACKAGE.rglob("*.toml")
    }
    assert lengths
    long = {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}
    assert not long, f"longer than {LONGEST_FILE} lines: {long}"


def test_the_usual_file_is_short() -> None:
    assert median(source.lines for source in package()) <= USUAL_FILE


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{source.name}:{function.lineno} {function.name}": length
        for source in sources("src", "tests")
        for function in source.functions()
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long, f"longer than {LONGEST_FUNCTION} lines: {long}"


def test_nine_of_ten_functions_are_short() -> None:
    lengths = [
        (function.end_lineno or 0) - function.lineno + 1 for source in package() for function in source.functions()
    ]
    assert quantiles(lengths, n=10)[-1] <= MOST_FUNCTIONS
