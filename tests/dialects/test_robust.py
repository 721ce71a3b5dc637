"""Whatever is posted: a spec that plans, or a refusal in the vendor's own shape. Nothing else is ever raised."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinora.catalogue.resolve import remarks, resolve
from kinora.dialects.base import Call, Dialect, Reply
from kinora.spec.errors import InvalidRequest, NotFound
from tests.dialects.golden import Request, requests
from tests.dialects.registry import DIALECTS, OUTCOMES, occasion, offer_of, refusal, routed, small_spec, view
from tests.dialects.shapes import sentences
from tests.dialects.strategies import JSON, LEAVES

every_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
Path = tuple[str | int, ...]


def posted(dialect: Dialect, body: bytes) -> Call:
    return routed(dialect, replace(dialect.encode_submit(small_spec(dialect)), body=body))


def holds(dialect: Dialect, call: Call) -> None:
    """The request is taken whole, or refused in the dialect's own words."""
    error = refusal(dialect, call)
    if error is not None:
        assert sentences(dialect.name, dialect.encode_error(error, occasion(dialect, "submit")))
        return
    spec = dialect.decode_submit(call)
    plan = resolve(spec, offer_of(dialect, spec.model), seed=1)
    assert (plan.width % 2, plan.height % 2) == (0, 0)
    assert remarks(spec) is not None
    json.loads(dialect.encode_submitted(view(dialect, OUTCOMES["queued"], ignored=spec.ignored)).body)


def paths(value: object, path: Path = ()) -> list[Path]:
    """Every place inside a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([path] if path else []), *(inner for key, item in items for inner in paths(item, (*path, key)))]


def changed(value: object, path: Path, to: object) -> object:
    """A JSON value with another one at a place."""
    if not path:
        return to
    copy = dict(value) if isinstance(value, dict) else list(value) if isinstance(value, list) else value
    copy[path[0]] = changed(copy[path[0]], path[1:], to)  # type: ignore[index]  # paths leads only into dicts and lists
    return copy


def bodies(dialect: Dialect) -> list[Request]:
    return [request for request in requests(dialect.name) if isinstance(request.body, dict)]


@every_dialect
@settings(max_examples=150, deadline=None)
@given(value=JSON)
def test_any_json(dialect: Dialect, value: object) -> None:
    holds(dialect, posted(dialect, json.dumps(value).encode()))


@every_dialect
@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes(dialect: Dialect, body: bytes) -> None:
    holds(dialect, posted(dialect, body))


@every_dialect
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_any_value_in_any_place_of_a_good_request(dialect: Dialect, data: st.DataObject) -> None:
    request = data.draw(st.sampled_from(bodies(dialect)))
    path = data.draw(st.sampled_from(paths(request.body)))
    body = changed(request.body, path, data.draw(LEAVES | JSON))
    holds(dialect, replace(request.call, body=json.dumps(body).encode()))


@every_dialect
@settings(max_examples=100, deadline=None)
@given(data=st.data(), extra=st.dictionaries(st.text(max_size=12), LEAVES, max_size=3))
def test_any_fields_beside_the_known_ones(dialect: Dialect, data: st.DataObject, extra: dict[str, object]) -> None:
    request = data.draw(st.sampled_from(bodies(dialect)))
    holders = [path for path in [(), *paths(request.body)] if isinstance(at(request.body, path), dict)]
    path = data.draw(st.sampled_from(holders))
    holder = at(request.body, path)
    assert isinstance(holder, dict)
    body = changed(request.body, path, {**extra, **holder})
    holds(dialect, replace(request.call, body=json.dumps(body).encode()))


def at(value: object, path: Path) -> object:
    for key in path:
        value = value[key]  # type: ignore[index]  # paths leads only into dicts and lists
    return value


@every_dialect
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b'{"prompt": NaN}',
        b'{"prompt": "\\ud800"}',
        b'{"prompt": "a\\u0000b"}',
        b'{"a\\u0000": 1}',
        b"\xff\xfe",
        b'{"seed": ' + b"9" * 5000 + b"}",
        b'{"prompt": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=["empty", "null", "list", "text", "half", "nan", "surrogate", "nul", "nul-key", "utf16", "huge", "deep"],
)
def test_what_is_no_json_object_is_malformed(dialect: Dialect, body: bytes) -> None:
    error = refusal(dialect, posted(dialect, body))
    assert isinstance(error, InvalidRequest)
    (sentence,) = sentences(dialect.name, dialect.encode_error(error, occasion(dialect, "submit")))
    assert sentence.startswith("body ")


@every_dialect
@pytest.mark.parametrize("depth", [50, 200, 400, 600, 800, 950])
def test_a_deep_value_is_refused_and_nothing_worse(dialect: Dialect, depth: int) -> None:
    for name in ("prompt", "parameters", "model", "anything"):
        holds(dialect, posted(dialect, b'{"%s": %s}' % (name.encode(), b"[" * depth + b"]" * depth)))


@every_dialect
def test_a_text_that_spells_a_nul_is_no_nul(dialect: Dialect) -> None:
    call = routed(dialect, dialect.encode_submit(small_spec(dialect)))
    call = replace(call, body=call.body.replace(b"A koala", rb"A \\u0000 koala"))
    assert dialect.decode_submit(call).prompt == r"A \u0000 koala"


@every_dialect
@settings(max_examples=100, deadline=None)
@given(
    text=st.text(max_size=20) | st.sampled_from(["seedance-2-mini-480p\n", "\n", "seedance-2-mini-٤٨٠p", "-", "-4k"])
)
def test_any_word_in_the_path(dialect: Dialect, text: str) -> None:
    """Where a path names the model, a stranger's name is not found."""
    call = routed(dialect, dialect.encode_submit(small_spec(dialect)))
    path = dict.fromkeys(call.path, text)
    try:
        dialect.decode_submit(replace(call, path=path))
    except NotFound as error:
        assert sentences(dialect.name, dialect.encode_error(error, occasion(dialect, "submit")))
    else:
        assert not path


@every_dialect
@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=40) | JSON.map(json.dumps).map(str.encode), status=st.sampled_from([400, 404, 429, 502]))
def test_any_error_of_a_vendor_is_read_as_one(dialect: Dialect, body: bytes, status: int) -> None:
    """A proxy in a vendor's place answers HTML, or nothing."""
    assert dialect.decode_error(Reply(status=status, body=body)) is not None
