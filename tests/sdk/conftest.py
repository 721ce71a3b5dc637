"""Running a vendor's own client against the served Kinora: `python("vendors", "leonardo_reads", …)`, `node(…)`."""

from __future__ import annotations

from typing import Any, Protocol

import pytest

from tests.sdk.environments import HERE, run_node, run_python
from tests.served import Server

KEY = "a-test-key"


class PythonScript(Protocol):
    def __call__(self, set_name: str, script: str, /, **variables: str) -> dict[str, Any]: ...


class NodeScript(Protocol):
    def __call__(self, script: str, /, **variables: str) -> dict[str, Any]: ...


@pytest.fixture(scope="session")
def python(server: Server) -> PythonScript:
    """Run tests/sdk/python/<script>.py. More variables, or another KINORA_URL or KINORA_KEY, by keyword."""

    def run(set_name: str, script: str, /, **variables: str) -> dict[str, Any]:
        where = {"KINORA_URL": server.base, "KINORA_KEY": KEY, **variables}
        return run_python(set_name, HERE / "python" / f"{script}.py", where)

    return run


@pytest.fixture(scope="session")
def node(server: Server) -> NodeScript:
    """Run tests/sdk/javascript/<script>.mjs. More variables, or another KINORA_URL or KINORA_KEY, by keyword."""

    def run(script: str, /, **variables: str) -> dict[str, Any]:
        where = {"KINORA_URL": server.base, "KINORA_KEY": KEY, **variables}
        return run_node(HERE / "javascript" / f"{script}.mjs", where)

    return run
