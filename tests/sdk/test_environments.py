"""The environments themselves: what is pinned is what runs, two builders at once make one, half a one is made anew."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.sdk.environments import HERE, SETS, node_environment, pins, python_environment, run_node, run_python

SMALL = "sniffio==1.3.1"


def _installed(environment: Path) -> set[str]:
    (packages,) = environment.glob("lib/python*/site-packages")
    found = distributions(path=[str(packages)])
    return {f"{one.name}=={one.version}".lower().replace("_", "-") for one in found}


@pytest.mark.parametrize("name", SETS)
def test_every_pin_is_installed(name: str) -> None:
    pinned = {pin.lower().replace("_", "-") for pin in pins(name)}
    assert pinned <= _installed(python_environment(*pins(name)))


def test_two_processes_build_one_environment(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.sdk.environments import python_environment\n"
        f"print(python_environment({SMALL!r}, kept=Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    both = [subprocess.Popen(command, cwd=HERE.parents[1], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0].strip() for process in both]
    assert said[0] == said[1]
    assert [process.returncode for process in both] == [0, 0]
    assert SMALL in _installed(Path(said[0]))


def test_half_an_environment_is_built_anew(tmp_path: Path) -> None:
    built = python_environment(SMALL, kept=tmp_path)
    (built / ".built").unlink()
    (built / "bin" / "python").unlink()
    left = built / "left-behind"
    left.touch()
    assert python_environment(SMALL, kept=tmp_path) == built
    assert (built / "bin" / "python").exists()
    assert not left.exists()


def test_node_sees_the_pinned_packages(tmp_path: Path) -> None:
    assert (node_environment() / "node_modules" / "@leonardo-ai" / "sdk" / "package.json").exists()


def test_a_script_that_fails_fails_its_test_and_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("import sys\nsys.exit('the reason')")
    with pytest.raises(pytest.fail.Exception, match=r"broken\.py ended with 1:\nthe reason"):
        run_python("openai-2", broken, {})
    with pytest.raises(pytest.fail.Exception, match=r"absent\.mjs ended with 1:"):
        run_node(tmp_path / "absent.mjs", {})


def test_a_script_knows_only_what_its_test_told_it(tmp_path: Path) -> None:
    curious = tmp_path / "curious.py"
    curious.write_text("import json, os\nprint('noise')\nprint(json.dumps(dict(os.environ)))")
    said = run_python("openai-2", curious, {"KINORA_URL": "http://127.0.0.1"})
    assert said["KINORA_URL"] == "http://127.0.0.1"
    assert not {name for name in said if "PROXY" in name.upper() or "KEY" in name}
