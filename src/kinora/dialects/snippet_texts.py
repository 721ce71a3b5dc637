"""A client's steps written out in three languages. Knows the languages, and nothing of any dialect or catalogue.

The API key is read from an environment variable: no program holds it.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Scalar = str | int | float | bool | None
Path = tuple[str | int, ...]
WAIT_SECONDS = 2
FILE = "video.mp4"


@dataclass(frozen=True, slots=True)
class Request:
    """A call: the parts of its path around the job's id, and the JSON of its body, None for no body."""

    method: str
    parts: tuple[str, ...]
    headers: Mapping[str, str]
    body: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Everything a client does. id, state, url, reason: where these stand in the answers.

    credential: what stands before and behind the key, by header. ended, succeeded: the words for these states.
    fetch: the call for the video, or for the answer with its URL; None where the last status holds it. url: None where
    `fetch` answers the file itself.
    """

    base_url: str
    key_variable: str
    credential: Mapping[str, tuple[str, str]]
    submit: Request
    id: Path
    poll: Request
    state: Path
    ended: tuple[Scalar, ...]
    succeeded: Scalar
    reason: Path | None
    fetch: Request | None
    url: Path | None


# curl -----------------------------------------------------------------------------------------------------------------


def _curl(program: Program) -> str:
    headers = " ".join(
        f'-H "{name}: {before}${{{program.key_variable}}}{behind}"'
        for name, (before, behind) in program.credential.items()
    )
    words = "|".join(_shell_word(word) for word in program.ended)
    lines = [
        "#!/bin/sh",
        f"# Needs curl and jq, and the API key in {program.key_variable}.",
        "set -eu",
        f"base={shlex.quote(program.base_url)}",
        'stop() { printf "%s\\n" "$answer" >&2; exit 1; }',
        f'call() {{ curl --silent --show-error --fail-with-body {headers} "$@"; }}',
        'at() { printf \'%s\' "$answer" | jq -r "($1)?"; }',
        "",
        f"body={shlex.quote(json.dumps(program.submit.body, indent=2, ensure_ascii=False))}",
        f"answer=$(printf '%s' \"$body\" | {_curl_call(program.submit)} \\",
        "  -H 'content-type: application/json' --data-binary @-) || stop",
        f"id=$(at {_jq(program.id)})",
        '[ -n "$id" ] && [ "$id" != null ] || stop',
        "",
        "while :; do",
        f"  answer=$({_curl_call(program.poll)}) || stop",
        f"  state=$(at {_jq(program.state)})",
        '  printf "%s\\n" "$state"',
        f'  case "$state" in {words}) break ;; esac',
        f"  sleep {WAIT_SECONDS}",
        "done",
        f'[ "$state" = {_shell_word(program.succeeded)} ] || stop',
        "",
        *_curl_fetch(program),
    ]
    return "\n".join(lines) + "\n"


def _curl_fetch(program: Program) -> list[str]:
    if program.fetch is not None and program.url is None:
        return [f"{_curl_call(program.fetch)} --location --output {FILE}", f"printf '%s\\n' {FILE}"]
    again = [] if program.fetch is None else [f"answer=$({_curl_call(program.fetch)}) || stop"]
    return [
        *again,
        f"url=$(at {_jq(program.url or ())})",
        'printf "%s\\n" "$url"',
        f'curl --silent --show-error --fail --location --output {FILE} "$url"',
    ]


def _curl_call(request: Request) -> str:
    method = "" if request.method == "GET" else f" --request {request.method}"
    headers = "".join(f" -H {shlex.quote(f'{name}: {value}')}" for name, value in request.headers.items())
    return f'call{method}{headers} "$base"' + "".join(_joined(request, shlex.quote, '"$id"'))


def _jq(path: Path) -> str:
    return shlex.quote("." + "".join(f"[{json.dumps(key)}]" for key in path))


def _shell_word(value: Scalar) -> str:
    return shlex.quote(value if isinstance(value, str) else json.dumps(value))


# Python ---------------------------------------------------------------------------------------------------------------

_PYTHON_START = '''\
"""Make a video, wait for it, fetch it. Needs the package requests, and the API key in {key}."""

import os
import time

import requests

BASE_URL = {base}
HEADERS = {{{headers}}}


def call(method, path, **options):
    """An answer; its text is what went wrong where something did."""
    headers = {{**HEADERS, **options.pop("headers", {{}})}}
    answer = requests.request(method, BASE_URL + path, headers=headers, timeout=600, **options)
    if not answer.ok:
        raise SystemExit(answer.text)
    return answer


def at(value, *path):
    """What stands at a place in an answer, or None."""
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


answer = call({submit}, json={body})
id = at(answer.json(), {id})
if id is None:
    raise SystemExit(answer.text)

while True:
    answer = call({poll})
    state = at(answer.json(), {state})
    print(state, flush=True)
    if state in [{ended}]:
        break
    time.sleep({wait})
if state != {succeeded}:
    raise SystemExit({failure})

'''


def _python(program: Program) -> str:
    variable = f'os.environ["{program.key_variable}"]'
    headers = ", ".join(
        f"{_python_word(name)}: " + " + ".join([*_words(before), variable, *_words(behind)])
        for name, (before, behind) in program.credential.items()
    )
    start = _PYTHON_START.format(
        key=program.key_variable,
        base=_python_word(program.base_url),
        headers=headers,
        submit=_python_call(program.submit),
        body=_python_value(program.submit.body),
        id=_arguments(program.id, _python_word),
        poll=_python_call(program.poll),
        state=_arguments(program.state, _python_word),
        ended=", ".join(_python_word(word) for word in program.ended),
        wait=WAIT_SECONDS,
        succeeded=_python_word(program.succeeded),
        failure="answer.text"
        if program.reason is None
        else f"at(answer.json(), {_arguments(program.reason, _python_word)})",
    )
    return start + "\n".join(_python_fetch(program)) + "\n"


def _python_fetch(program: Program) -> list[str]:
    if program.fetch is not None and program.url is None:
        film = [f"film = call({_python_call(program.fetch)})"]
    else:
        again = [] if program.fetch is None else [f"answer = call({_python_call(program.fetch)})"]
        film = [
            *again,
            f"url = at(answer.json(), {_arguments(program.url or (), _python_word)})",
            "print(url)",
            "film = requests.get(url, timeout=600)",
            "film.raise_for_status()",
        ]
    return [*film, f'with open("{FILE}", "wb") as file:', "    file.write(film.content)", f'print("{FILE}")']


def _python_call(request: Request) -> str:
    headers = f", headers={dict(request.headers)!r}" if request.headers else ""
    return f'"{request.method}", {" + ".join(_joined(request, _python_word, "id"))}{headers}'


def _python_value(value: object, indent: str = "") -> str:
    """A JSON value as Python writes it, one field a line."""
    deeper = f"{indent}    "
    match value:
        case dict() if value:
            inner = "".join(
                f"{deeper}{_python_word(name)}: {_python_value(item, deeper)},\n" for name, item in value.items()
            )
            return f"{{\n{inner}{indent}}}"
        case list() if value:
            return "[\n" + "".join(f"{deeper}{_python_value(item, deeper)},\n" for item in value) + f"{indent}]"
        case _:
            return _python_word(value)


def _words(text: str) -> list[str]:
    return [_python_word(text)] if text else []


def _python_word(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


# JavaScript -----------------------------------------------------------------------------------------------------------

_JAVASCRIPT_START = """\
// Make a video, wait for it, fetch it. Needs Node 18 or newer, and the API key in {key}.
import {{ writeFile }} from "node:fs/promises";

const BASE_URL = {base};
const HEADERS = {{ {headers} }};

async function call(method, path, options = {{}}) {{
  const headers = {{ ...HEADERS, ...options.headers }};
  const answer = await fetch(BASE_URL + path, {{ ...options, method, headers }});
  if (!answer.ok) stop(await answer.text());
  return answer;
}}

function stop(reason) {{
  console.error(reason);
  process.exit(1);
}}

// What stands at a place in an answer, or null.
const at = (value, ...path) => path.reduce((inner, key) => inner?.[key], value) ?? null;

let answer = await (await call({submit})).json();
const id = at(answer, {id});
if (id === null) stop(JSON.stringify(answer));

let state;
for (;;) {{
  answer = await (await call({poll})).json();
  state = at(answer, {state});
  console.log(state);
  if ({ended}.includes(state)) break;
  await new Promise((resolve) => setTimeout(resolve, {wait}));
}}
if (state !== {succeeded}) stop({failure});

"""


def _javascript(program: Program) -> str:
    headers = ", ".join(
        f"{json.dumps(name)}: `{before}${{process.env.{program.key_variable}}}{behind}`"
        for name, (before, behind) in program.credential.items()
    )
    start = _JAVASCRIPT_START.format(
        key=program.key_variable,
        base=json.dumps(program.base_url),
        headers=headers,
        submit=_javascript_call(program.submit),
        id=_arguments(program.id, json.dumps),
        poll=_javascript_call(program.poll),
        state=_arguments(program.state, json.dumps),
        ended=json.dumps(program.ended),
        wait=WAIT_SECONDS * 1000,
        succeeded=json.dumps(program.succeeded),
        failure="JSON.stringify(answer)"
        if program.reason is None
        else f"at(answer, {_arguments(program.reason, json.dumps)})",
    )
    return start + "\n".join(_javascript_fetch(program)) + "\n"


def _javascript_fetch(program: Program) -> list[str]:
    if program.fetch is not None and program.url is None:
        film = [f"const film = await call({_javascript_call(program.fetch)});"]
    else:
        again = (
            [] if program.fetch is None else [f"answer = await (await call({_javascript_call(program.fetch)})).json();"]
        )
        film = [
            *again,
            f"const url = at(answer, {_arguments(program.url or (), json.dumps)});",
            "console.log(url);",
            "const film = await fetch(url);",
            "if (!film.ok) stop(await film.text());",
        ]
    return [
        *film,
        f'await writeFile("{FILE}", Buffer.from(await film.arrayBuffer()));',
        f'console.log("{FILE}");',
    ]


def _javascript_call(request: Request) -> str:
    path = " + ".join(_joined(request, json.dumps, "id"))
    headers = dict(request.headers)
    if request.body is None:
        return f'"{request.method}", {path}' + (f", {{ headers: {json.dumps(headers)} }}" if headers else "")
    headers["content-type"] = "application/json"
    body = json.dumps(request.body, indent=2, ensure_ascii=False).replace("\n", "\n  ")
    return f'"{request.method}", {path}, {{\n  headers: {json.dumps(headers)},\n  body: JSON.stringify({body}),\n}}'


def _joined(request: Request, written: Callable[[str], str], id: str) -> list[str]:
    """The parts of a path and the id between them, as a language writes them."""
    first, *rest = request.parts
    words = [written(first) if first else ""]
    for part in rest:
        words += [id, written(part) if part else ""]
    return [word for word in words if word]


def _arguments(path: Path, written: Callable[[str | int], str]) -> str:
    return ", ".join(written(key) for key in path)


LANGUAGES: Mapping[str, Callable[[Program], str]] = {"curl": _curl, "python": _python, "javascript": _javascript}
"""How each language writes a program."""
