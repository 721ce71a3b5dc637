"""The page of the vocabulary is the lexicon's."""

from __future__ import annotations

from tests.engines.previs.vocabulary import PAGE, page


def test_the_page_is_what_the_lexicon_says() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python tools/vocabulary.py"
