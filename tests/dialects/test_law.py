"""The law of a dialect: decoding undoes encoding, and what has no words is refused by name, never dropped."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinora.dialects.base import Call, Dialect, Operation, Reply
from kinora.spec.errors import (
    Busy,
    InvalidRequest,
    JobError,
    KinoraError,
    Malformed,
    NotFound,
    Problem,
    RateLimited,
    Unauthorized,
)
from kinora.spec.media import Reference, Url
from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.dialects.registry import DIALECTS, JOB, OUTCOMES, models_of, occasion, offer_of, routed, small_spec, view
from tests.dialects.strategies import (
    BUILT_APART,
    FIELDS,
    KINDS,
    MEDIA_FIELDS,
    NO_WISH,
    SAMPLES,
    UUIDS,
    guided,
    heard,
    outcomes,
    sayable_media,
    specs,
    with_media,
)


def read(dialect: Dialect, call: Call) -> VideoSpec:
    """What a client's request says to the server, without the words that only its answers repeat."""
    return dataclasses.replace(dialect.decode_submit(routed(dialect, call)), echo=())


every_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)


@every_dialect
@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_a_request_comes_back_as_it_went(dialect: Dialect, data: st.DataObject) -> None:
    spec = data.draw(specs(dialect.name))
    assert read(dialect, dialect.encode_submit(spec)) == spec


@every_dialect
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_an_outcome_comes_back_as_far_as_it_is_told(dialect: Dialect, data: st.DataObject) -> None:
    outcome = data.draw(outcomes())
    assert dialect.decode_status(dialect.encode_status(view(dialect, outcome))) == heard(dialect, outcome)


@every_dialect
@settings(max_examples=50, deadline=None)
@given(id=UUIDS)
def test_an_id_comes_back(dialect: Dialect, id: UUID) -> None:
    text = dialect.encode_id(id)
    assert dialect.decode_id(routed(dialect, dialect.encode_poll(text, small_spec(dialect)), "status")) == id
    assert dialect.decode_submitted(dialect.encode_submitted(view(dialect, OUTCOMES["queued"], id=id))) == text


@every_dialect
@pytest.mark.parametrize("text", ["", "x", "../x", "8a7c46bb", f"{JOB}x"])
def test_what_is_no_id_names_no_job(dialect: Dialect, text: str) -> None:
    with pytest.raises((NotFound, InvalidRequest)):
        dialect.decode_id(routed(dialect, dialect.encode_poll(text, small_spec(dialect)), "status"))


def test_the_strategies_leave_no_field_of_a_spec_out() -> None:
    fields = {field.name for field in dataclasses.fields(VideoSpec)}
    assert fields == set(FIELDS) | BUILT_APART | NO_WISH


# What can't be said ---------------------------------------------------------------------------------------------------

VALUES: dict[str, Any] = {
    "route": "auto",
    "webhook_url": "https://a.example/hook",
    "webhook_events": ("succeeded",),
    "frames": 121,
    "based_on": JOB,
    "priority": "batch",
    "start_seconds": 3600,
    "expires_seconds": 3600,
    "seconds": 5,
    "count": 1,
    "seed": 7,
    "prompt": "A koala",
    "strength": "low",
    "order": 2,
}


Frozen = TypeVar("Frozen", VideoSpec, Reference)


def changed(value: Frozen, field: str) -> Frozen:
    change: dict[str, Any] = {field: VALUES.get(field, False)}
    return dataclasses.replace(value, **change)


def saying(spec: VideoSpec, path: str) -> VideoSpec:
    """The spec with a value at a path of `unsaid`, and nothing else changed that could be refused."""
    match path.split("."):
        case ["size", ("width" | "height") as side]:
            tier = spec.size.tier
            size = Pixels(720, None, tier) if side == "width" else Pixels(None, 720, tier)
            return dataclasses.replace(spec, size=size)
        case ["size", "ratio"]:
            return dataclasses.replace(spec, size=Shape("1:1", spec.size.tier))
        case ["size", "tier"]:
            return dataclasses.replace(spec, size=dataclasses.replace(spec.size, tier="480p"))
        case ["references", kind]:
            return with_media(spec, path, Url("https://a.example/b")) if kind in KINDS else spec
        case ["references", items, leaf]:
            kind = items.removesuffix("[]")
            whole = with_media(spec, f"references.{kind}", SAMPLES[2])
            (one,) = getattr(whole.references, kind)
            return dataclasses.replace(spec, references=guided(kind, changed(one, leaf)))
        case _:
            return changed(spec, path)


UNSAID = [pytest.param(dialect, path, id=f"{dialect.name}-{path}") for dialect in DIALECTS for path in dialect.unsaid]


@pytest.mark.parametrize(("dialect", "path"), UNSAID)
def test_what_has_no_words_is_refused_by_name(dialect: Dialect, path: str) -> None:
    spec = saying(small_spec(dialect), path)
    assert spec != small_spec(dialect)
    with pytest.raises(InvalidRequest) as refused:
        dialect.encode_submit(spec)
    assert [(item.field, item.detail) for item in refused.value.problems] == [(path, dialect.unsaid[path])]


@every_dialect
def test_everything_unsaid_is_named_at_once(dialect: Dialect) -> None:
    spec = small_spec(dialect)
    flags = [path for path in dialect.unsaid if "." not in path]
    for path in flags:
        spec = saying(spec, path)
    with pytest.raises(InvalidRequest) as refused:
        dialect.encode_submit(spec)
    assert {problem.field for problem in refused.value.problems} == set(flags)


@every_dialect
@pytest.mark.parametrize("field", MEDIA_FIELDS)
def test_media_without_words_are_refused_by_name(dialect: Dialect, field: str) -> None:
    """Each kind of media either comes back from decoding, or the field that can't hold it is named."""
    kinds = sayable_media(dialect, field)
    assert bool(kinds) is (field not in dialect.unsaid)
    for media in SAMPLES:
        spec = with_media(small_spec(dialect), field, media)
        if media.kind in kinds:
            assert read(dialect, dialect.encode_submit(spec)) == spec
            continue
        with pytest.raises(InvalidRequest) as refused:
            dialect.encode_submit(spec)
        assert all(problem.field.startswith(field) for problem in refused.value.problems)


@every_dialect
def test_order_and_strength_are_never_dropped(dialect: Dialect) -> None:
    for kind in KINDS:
        field = f"references.{kind}"
        for media in (item for item in SAMPLES if item.kind in sayable_media(dialect, field)):
            spec = dataclasses.replace(small_spec(dialect), references=guided(kind, Reference(media, "high", 3)))
            try:
                call = dialect.encode_submit(spec)
            except InvalidRequest as error:
                assert {item.field for item in error.problems} == {f"{field}[].strength", f"{field}[].order"}
            else:
                assert read(dialect, call) == spec


# Errors ---------------------------------------------------------------------------------------------------------------


def kinds(root: type[KinoraError]) -> Iterator[type[KinoraError]]:
    """The error tree without the branch that is stored with jobs and never answered."""
    if root is not JobError:
        yield root
        for kind in root.__subclasses__():
            yield from kinds(kind)


def refusals(dialect: Dialect) -> Iterator[InvalidRequest]:
    """A problem for every limit in the dialect's tables, alone and all together."""
    problems = [
        Problem(field=limit.field, rule=limit.rule, allowed=limit.allowed)
        for model in models_of(dialect)
        for limit in offer_of(dialect, model).limits
    ]
    problems.append(Problem(field="references.images[2].media", rule="unusable", detail="must be a picture"))
    problems.append(Problem(field="page", rule="range", detail="must be greater than 0"))
    yield from (InvalidRequest((problem,)) for problem in problems)
    yield InvalidRequest(tuple(problems))


def examples(dialect: Dialect, kind: type[KinoraError]) -> Iterator[KinoraError]:
    if kind is InvalidRequest:
        yield from refusals(dialect)
    elif kind is Malformed:
        yield from (Malformed("must be a JSON object"), Malformed("is not valid JSON: Expecting value; line 1"))
    elif kind is Unauthorized:
        yield from (Unauthorized(), Unauthorized(missing=True))
    elif kind is NotFound:
        yield from (NotFound("job", str(JOB)), NotFound("job"), NotFound("path"), NotFound("upload", str(JOB)))
    else:
        for seconds in (None, 7, 90):
            error = kind("It did not work.")
            error.retry_after_seconds = seconds
            yield error


def said(dialect: Dialect, reply: Reply) -> KinoraError:
    """The error in an answer; a status of nothing is one too."""
    error = dialect.decode_error(reply)
    if error is not None:
        return error
    with pytest.raises(KinoraError) as raised:
        dialect.decode_status(reply)
    return raised.value


# A delete's answer has no reader in a dialect: nothing is deleted at a vendor's.
OPERATIONS = [
    pytest.param(dialect, operation, id=f"{dialect.name}-{operation}")
    for dialect in DIALECTS
    for operation in sorted({route.operation for route in dialect.routes} - {"delete"})
]


@pytest.mark.parametrize(("dialect", "operation"), OPERATIONS)
@pytest.mark.parametrize("kind", list(kinds(KinoraError)), ids=lambda kind: kind.__name__)
def test_an_error_is_answered_the_same_after_it_was_read(
    dialect: Dialect, operation: Operation, kind: type[KinoraError]
) -> None:
    when = occasion(dialect, operation)
    for error in examples(dialect, kind):
        reply = dialect.encode_error(error, when)
        assert dialect.encode_error(said(dialect, reply), when) == reply


@every_dialect
@pytest.mark.parametrize("kind", [RateLimited, Busy])
def test_a_full_line_is_read_as_what_it_was(dialect: Dialect, kind: type[KinoraError]) -> None:
    error = kind("Twenty jobs are waiting.", retry_after_seconds=7)
    reply = dialect.encode_error(error, occasion(dialect, "submit"))
    assert reply.status in {kind.http_status, 429}  # at some vendors a full server is 429 too
    assert dialect.decode_error(reply) == error


@every_dialect
def test_what_is_no_error_is_not_read_as_one(dialect: Dialect) -> None:
    for outcome in OUTCOMES.values():
        job = view(dialect, outcome)
        assert dialect.decode_error(dialect.encode_submitted(job)) is None
        assert dialect.decode_error(dialect.encode_status(job)) is None
