"""Write docs/vocabulary.md, everything that previs has words for, from its lexicon."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.engines.previs.vocabulary import PAGE, page  # from the root, wherever this is called

if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
