"""Which lines a worker works on, by what it was told and what is installed."""

from __future__ import annotations

import pytest

from kinora.jobs.route import Routes, chosen_queues

OFFERED = {"cpu": True, "gpu:a": False, "upstream:x": True, "upstream:y": True, "deliveries": True}


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("all", ("cpu", "upstream:x", "upstream:y", "deliveries")),
        ("none", ()),
        ("deliveries, cpu", ("cpu", "deliveries")),
        ("upstream", ("upstream:x", "upstream:y")),
        ("upstream:y,upstream", ("upstream:x", "upstream:y")),
    ],
)
def test_lines_are_named_one_by_one_or_by_their_family(text: str, chosen: tuple[str, ...]) -> None:
    assert chosen_queues(text, OFFERED) == chosen


@pytest.mark.parametrize(
    ("text", "words"), [("tape", "'tape'"), ("cpu,tape", "cpu, gpu:a"), ("gpu", "gpu:a"), ("none,cpu", "'none'")]
)
def test_a_line_that_is_not_there_or_lacks_its_engine_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        chosen_queues(text, OFFERED)


def test_a_job_waits_in_the_line_of_its_first_engine() -> None:
    routes = Routes(("a", "b"), {"a": "gpu:a"})
    assert routes.queue(routes.choose(None)) == "gpu:a"
    assert routes.queue(routes.choose("b")) == "cpu"
