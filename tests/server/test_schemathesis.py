"""Thousands of requests made from each dialect's own document, good ones and broken ones, and what the server says.

No answer is a 5xx, or has a status, a content type or a form that the document does not name. Nobody works here: jobs
only wait, so the time goes into requests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from tests.dialects.registry import DIALECTS
from tests.served import Server, serving

LEAST_CASES = 2000
EACH = 40  # of every operation and mode; the rest of the cases goes to the paths that read a body
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
CONFIG = SchemathesisConfig(
    projects=ProjectsConfig(default=ProjectConfig(generation=GenerationConfig(with_security_parameters=False)))
)
Operation = APIOperation[Any, Any, Any, Any]


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("idle"), queues="none", queue_limit="10000000") as server:
        yield server


@pytest.mark.timeout(600)
@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_every_answer_is_one_that_the_document_names(dialect: Any, idle: Server) -> None:
    document = requests.get(f"{idle.base}/openapi/{dialect.name}.json", timeout=30).json()
    schema = schemathesis.openapi.from_dict(document, config=CONFIG)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == len(dialect.routes)
    sent: Counter[str] = Counter()
    statuses: Counter[int] = Counter()
    with requests.Session() as session:
        session.headers.update(dialect.encode_credential("a-test-key"))

        def send(case: Case[Any]) -> None:
            answer = case.call(base_url=idle.base, session=session)
            sent[case.operation.label] += 1
            statuses[answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS)

        for operation in operations:
            for mode in GenerationMode:
                _ask(operation, mode, EACH, send)
        readers = [operation for operation in operations if operation.body] * 2
        while readers and (missing := LEAST_CASES - sent.total()) > 0:
            operation = readers.pop()
            mode = GenerationMode.NEGATIVE if len(readers) % 2 else GenerationMode.POSITIVE
            _ask(operation, mode, max(EACH, -(-missing // (len(readers) + 1))), send)
    assert set(sent) == {operation.label for operation in operations}
    assert sent.total() >= LEAST_CASES, sent
    assert statuses.keys() & {200, 201, 202}, statuses
    assert statuses.keys() & {400, 404, 422}, statuses


def _ask(operation: Operation, mode: GenerationMode, count: int, send: Any) -> None:
    """Send requests of one kind: what its examples say, and what is made up, the same each time."""
    strategy = operation.as_strategy(generation_mode=mode)
    run = settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        run(given(strategy)(send))()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, operation.label  # nothing in it that could be wrong
