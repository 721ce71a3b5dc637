"""One request as a program in curl, Python and JavaScript: make the video, wait for it, fetch it.

Where the id, the state and the URL stand in a dialect's answers is learnt from sample answers. Names no dialect.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from kinora.catalogue.model import Offer
from kinora.dialects.base import Call, Dialect, Reply, json_answer
from kinora.dialects.operations import Contents, Results
from kinora.dialects.samples import FAILURE, JOB, VIDEO_URL, views
from kinora.dialects.snippet_texts import LANGUAGES, Path, Program, Request, Scalar
from kinora.spec.outcome import JobView
from kinora.spec.video import VideoSpec

_STATES = ("queued", "running", "succeeded", "failed", "cancelled")
_OPEN, _ENDED = _STATES[:2], _STATES[2:]
_MARK = "0-KEY-0"


def snippets(dialect: Dialect, offer: Offer, spec: VideoSpec, *, base_url: str, key_variable: str) -> dict[str, str]:
    """The program in each language, by the language's name.

    spec: one that passed the offer's checks. key_variable: the environment variable that holds the API key. Raises
    InvalidRequest with every field that the dialect can't say.
    """
    program = learn(dialect, offer, spec, base_url=base_url, key_variable=key_variable)
    return {language: write(program) for language, write in LANGUAGES.items()}


def learn(dialect: Dialect, offer: Offer, spec: VideoSpec, *, base_url: str, key_variable: str) -> Program:
    """What a client of the dialect sends and looks at, step by step."""
    submit, id = dialect.encode_submit(spec), dialect.encode_id(JOB)
    jobs = views(dialect, spec, offer)
    told = {state: _leaves(dialect.encode_status(job)) for state, job in jobs.items()}
    state = _state(told)
    fetch, url = _source(dialect, spec, jobs)
    return Program(
        base_url=base_url.rstrip("/"),
        key_variable=key_variable,
        credential={name: _around(value) for name, value in dialect.encode_credential(_MARK).items()},
        submit=_request(submit, None),
        id=_place(_leaves(dialect.encode_submitted(jobs["queued"])), id),
        poll=_request(dialect.encode_poll(id, spec), id),
        state=state,
        ended=tuple(dict.fromkeys(told[name].get(state) for name in _ENDED)),
        succeeded=told["succeeded"].get(state),
        reason=next((path for path, value in told["failed"].items() if value == FAILURE), None),
        fetch=None if fetch is None else _request(fetch, id),
        url=url,
    )


def _source(dialect: Dialect, spec: VideoSpec, jobs: Mapping[str, JobView]) -> tuple[Call | None, Path | None]:
    """Where the video is: at a place in the last status, in another answer, or in the bytes of one."""
    id = dialect.encode_id(JOB)
    path = _url(_leaves(dialect.encode_status(jobs["succeeded"])))
    if path is not None:
        return None, path
    if isinstance(dialect, Results):
        path = _url(_leaves(dialect.encode_result(jobs["succeeded"])))
        if path is not None:
            return dialect.encode_fetch(id, spec), path
    if isinstance(dialect, Contents):
        return dialect.encode_content(id, spec), None
    raise LookupError(f"{dialect.name} tells nobody where a video is")


def _url(leaves: Mapping[Path, Scalar]) -> Path | None:
    return next((path for path, value in leaves.items() if value == VIDEO_URL), None)


def _state(told: Mapping[str, Mapping[Path, Scalar]]) -> Path:
    """The place in a status that tells a job that has ended from one that has not; at best its success, too."""
    paths = dict.fromkeys(path for leaves in told.values() for path in leaves)
    fitting = [path for path in paths if _tells(told, path)]
    if not fitting:
        raise LookupError("no place in the answers tells whether a job has ended")
    return min(fitting, key=lambda path: _rank(told, path))


def _tells(told: Mapping[str, Mapping[Path, Scalar]], path: Path) -> bool:
    seen = {state: told[state].get(path) for state in _STATES}
    words = all(value is None or isinstance(value, str | bool) for value in seen.values())
    return words and not {seen[state] for state in _OPEN} & {seen[state] for state in _ENDED}


def _rank(told: Mapping[str, Mapping[Path, Scalar]], path: Path) -> tuple[bool, bool, int]:
    """First what is a word in every answer, then what tells a failure from a success, then what lies highest."""
    seen = {state: told[state].get(path) for state in _STATES}
    return (
        not all(isinstance(value, str) for value in seen.values()),
        seen["succeeded"] in {seen["failed"], seen["cancelled"]},
        len(path),
    )


def _place(leaves: Mapping[Path, Scalar], text: str) -> Path:
    found = [path for path, value in leaves.items() if value == text]
    if not found:
        raise LookupError("the answer to a submit does not tell the job's id")
    return min(found, key=len)


def _leaves(reply: Reply) -> dict[Path, Scalar]:
    """Every plain value in an answer by its place, in the answer's order."""
    return dict(_walk(json_answer(reply), ()))


def _walk(value: object, path: Path) -> Iterator[tuple[Path, Scalar]]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from _walk(inner, (*path, name))
        case list():
            for index, inner in enumerate(value):
                yield from _walk(inner, (*path, index))
        case None | bool() | int() | float() | str():
            yield path, value


def _around(value: str) -> tuple[str, str]:
    """What stands before and behind the key in its header."""
    before, _, behind = value.partition(_MARK)
    return before, behind


def _request(call: Call, id: str | None) -> Request:
    """A call as a program sends it: the parts of its path around the job's id."""
    path = call.url + (f"?{urlencode(call.query)}" if call.query else "")
    parts: Sequence[str] = path.split(id) if id else (path,)
    headers = {name: value for name, value in call.headers.items() if name.lower() != "content-type"}
    return Request(call.method, tuple(parts), headers, json.loads(call.body) if call.body else None)
