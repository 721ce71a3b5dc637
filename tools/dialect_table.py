"""Write the table of who can say what into docs/dialects.md, between its markers."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.dialects.table import table, within  # noqa: E402  # from the root, wherever this is called

PAGE = ROOT / "docs" / "dialects.md"


def main() -> None:
    before, _, behind = within(PAGE.read_text("utf-8"))
    PAGE.write_text(before + table() + behind, "utf-8")


if __name__ == "__main__":
    main()
