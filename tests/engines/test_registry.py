from __future__ import annotations

import subprocess
import sys

import pytest

from kinora.engines.registry import BUILT_IN, Entry, Registry


def test_only_engines_whose_modules_are_installed_are_available() -> None:
    registry = Registry(
        {
            "here": Entry("kinora.testing:InstantEngine", ("json",)),
            "elsewhere": Entry("no_such_package.engine:Engine"),
            "bare": Entry("kinora.testing:InstantEngine", ("no_such_library",)),
        }
    )
    assert registry.names() == ("here", "elsewhere", "bare")
    assert registry.available() == ("here",)
    assert registry.missing("bare") == ("no_such_library",)
    assert registry.target("here") == "kinora.testing:InstantEngine"
    with pytest.raises(KeyError):
        registry.target("nowhere")


def test_asking_which_engines_there_are_loads_none_of_them() -> None:
    code = (
        "import sys; from kinora.engines.registry import Registry; Registry.installed().available();"
        "print(sorted({'cv2', 'av', 'numpy', 'torch', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_built_in_engines_come_first() -> None:
    assert Registry.installed().names()[: len(BUILT_IN)] == tuple(BUILT_IN)
