"""Golden files from what a dialect answers now: `--write NAME` makes all three, `--complete NAME` adds what is missing.

Files that people typed from a vendor's pages are worth more than these: `--write` leaves files alone that are there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.dialects.cases import refusal_entries, reply_cases, reply_entry, request_entries
from tests.dialects.golden import FOLDER, entries
from tests.dialects.registry import BY_NAME


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", metavar="NAME", choices=sorted(BY_NAME))
    parser.add_argument("--complete", metavar="NAME", choices=sorted(BY_NAME))
    asked = parser.parse_args()
    for name in filter(None, [asked.write]):
        dialect = BY_NAME[name]
        made: dict[str, Iterable[dict[str, Any]]] = {
            "requests": request_entries(dialect),
            "refusals": refusal_entries(dialect),
            "replies": (reply_entry(dialect, case) for case in reply_cases(dialect)),
        }
        for file, found in made.items():
            if not entries(name, file):
                put(name, file, found)
    for name in filter(None, [asked.complete]):
        complete(name)


def complete(name: str) -> None:
    """Add the cases of which a dialect's files hold none of the kind, at their ends."""
    dialect = BY_NAME[name]
    for key in ("error", "operation", "job"):
        held = {_kind(entry, key) for entry in entries(name, "replies")}
        missing = [case for case in reply_cases(dialect) if _kind(case, key) not in held]
        add(name, "replies", [reply_entry(dialect, case) for case in missing])
    models = {entry["spec"]["model"] for entry in entries(name, "requests")}
    add(name, "requests", [entry for entry in request_entries(dialect) if entry["spec"]["model"] not in models])
    if not any("reply" in entry for entry in entries(name, "refusals")):
        add(name, "refusals", list(refusal_entries(dialect)))


def _kind(case: dict[str, Any], key: str) -> object:
    """What a case is about: its error, its operation, or the state of the job whose status it is."""
    if key == "job":
        return case.get("job") if case["operation"] == "status" else None
    return case.get("error") if key == "error" else None if "error" in case else case["operation"]


def add(name: str, file: str, more: list[dict[str, Any]]) -> None:
    """Behind the entries that are there, which keep their form."""
    if not more:
        return
    path = Path(str(FOLDER / name / f"{file}.json"))
    if not path.is_file():
        put(name, file, more)
        return
    text = path.read_text("utf-8").rstrip().removesuffix("]").rstrip()
    path.write_text(f"{text},\n{_text(more).removeprefix('[').lstrip(chr(10))}", "utf-8")
    sys.stdout.write(f"{path}: {len(more)} more\n")


def put(name: str, file: str, found: Iterable[dict[str, Any]]) -> None:
    path = Path(str(FOLDER / name / f"{file}.json"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_text(list(found)), "utf-8")
    sys.stdout.write(f"{path}\n")


def _text(found: list[dict[str, Any]]) -> str:
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
