"""The table of who can say what in docs/dialects.md is what the dialects say today."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from kinora.spec.video import VideoSpec
from tests.dialects.strategies import BUILT_APART, NO_WISH
from tests.dialects.table import VALUES, table, within

PAGE = Path(__file__).parents[2] / "docs" / "dialects.md"


def test_the_page_has_the_table_as_it_is() -> None:
    assert within(PAGE.read_text("utf-8"))[1] == table(), "run: python tools/dialect_table.py"


def test_no_field_of_a_request_is_left_out() -> None:
    assert set(VALUES) | BUILT_APART | NO_WISH == {field.name for field in dataclasses.fields(VideoSpec)}
