"""Every limit of every table, at both edges, through the whole way of a submit; and many broken ones at once."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from kinora.dialects.base import Call, Dialect
from kinora.dialects.samples import least
from kinora.spec.errors import InvalidRequest
from tests.dialects.limits import ROWS, TIER, Change, Row
from tests.dialects.registry import BY_NAME, DIALECTS, models_of, occasion, offer_of, refusal, routed
from tests.dialects.shapes import sentences
from tests.dialects.strategies import MEDIA_FIELDS, OF_OTHER_MODELS, SAMPLES, with_media

TYPED = {name for name, _ in ROWS}
"""The dialects whose every limit is typed here; of the others, tests/catalogue types the limits of the models."""
OFFERED = {(dialect.name, model) for dialect in DIALECTS if dialect.name in TYPED for model in models_of(dialect)}
WHERE = [pytest.param(name, model, id=f"{name}-{model}") for name, model in ROWS]


def posted(dialect: Dialect, model: str, change: Change) -> Call:
    """The least request for a model, changed."""
    call = dialect.encode_submit(least(dialect, offer_of(dialect, model)))
    change = dict(change)
    tier = change.pop(TIER, "480p")
    body: dict[str, Any] = json.loads(call.body)
    for path, value in change.items():
        *holders, last = path.split(".")
        holder = body
        for part in holders:
            holder = holder.setdefault(part, {})
        holder[last] = value
    url = re.sub(r"-480p$", f"-{tier}", call.url)
    return routed(dialect, replace(call, url=url, body=json.dumps(body).encode()))


def said(dialect: Dialect, call: Call) -> list[str]:
    """What a submit is refused with; empty when it is taken."""
    error = refusal(dialect, call)
    if error is None:
        return []
    return sentences(dialect.name, dialect.encode_error(error, occasion(dialect, "submit")))


def test_every_offer_has_its_table() -> None:
    assert {"leonardo", "magnific", "aimlapi"} <= TYPED
    assert set(ROWS) == OFFERED


@pytest.mark.parametrize(("name", "model"), WHERE)
def test_every_limit_of_an_offer_has_its_row(name: str, model: str) -> None:
    """What the dialect has no words for can't be broken in it."""
    dialect = BY_NAME[name]
    limits = {
        (limit.field, limit.rule)
        for limit in offer_of(dialect, model).limits
        if limit.field not in dialect.unsaid
        and not (limit.field == "size" and "size.width" in dialect.unsaid)
        and not (limit.rule == "unsupported" and _is_of_other_models(dialect, model, limit.field))
    }
    assert limits == {(row.field, row.rule) for row in ROWS[name, model]}


def _is_of_other_models(dialect: Dialect, model: str, field: str) -> bool:
    """Whether the dialect has words for a field, but none for this model: it ignores them there."""
    bare = least(dialect, offer_of(dialect, model))
    spec = with_media(bare, field, SAMPLES[0]) if field in MEDIA_FIELDS else bare
    try:
        dialect.encode_submit(spec)
    except InvalidRequest as error:
        return OF_OTHER_MODELS in {item.detail for item in error.problems}
    return False


def rows() -> list[Any]:
    return [
        pytest.param(name, model, row, id=f"{name}-{model}-{row.field}-{row.rule}")
        for (name, model), table in ROWS.items()
        for row in table
    ]


@pytest.mark.parametrize(("name", "model", "row"), rows())
def test_a_limit_holds_at_both_edges(name: str, model: str, row: Row) -> None:
    dialect = BY_NAME[name]
    for change in row.good:
        assert said(dialect, posted(dialect, model, change)) == [], change
    for change in row.bad:
        (sentence,) = said(dialect, posted(dialect, model, change))
        assert sentence.startswith(row.says), change


@pytest.mark.parametrize(("name", "model"), WHERE)
def test_all_broken_limits_are_named_in_one_answer(name: str, model: str) -> None:
    """One bad value of every row that touches other fields than the rows before it."""
    dialect = BY_NAME[name]
    whole: Change = {}
    says: list[str] = []
    for row in ROWS[name, model]:
        if row.rule in {"needs", "excludes"} or whole.keys() & row.bad[0].keys():
            continue
        whole |= row.bad[0]
        says.append(row.says)
    assert len(says) >= 5
    found = said(dialect, posted(dialect, model, whole))
    assert all(any(sentence.startswith(text) for sentence in found) for text in says), found


@pytest.mark.parametrize(("name", "model"), WHERE)
def test_a_field_that_could_not_be_read_is_named_once(name: str, model: str) -> None:
    """Beside problems that only the catalogue can see."""
    dialect = BY_NAME[name]
    prompt = "parameters.prompt" if name == "leonardo" else "prompt"
    duration, seed = prompt.replace("prompt", "duration"), prompt.replace("prompt", "seed")
    found = said(dialect, posted(dialect, model, {prompt: ["x"], duration: 99, seed: True}))
    assert sorted(sentence.partition(" ")[0] for sentence in found) == sorted([prompt, duration, seed])
