"""Whether fetched media are what a job's model takes, told in the words of the dialect that asked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kinora.catalogue.load import Catalogue
from kinora.catalogue.media import Seen, check_media
from kinora.jobs.job import Job
from kinora.spec.errors import PLAIN, InvalidRequest, MediaUnusable, Spelling


class MediaJudge:
    """Holds fetched media to the same limits as uploaded ones.

    words: how each dialect spells the spec's fields.
    """

    def __init__(self, catalogue: Catalogue, words: Mapping[str, Spelling]) -> None:
        self._catalogue = catalogue
        self._words = words

    def judge(self, job: Job, seen: Sequence[Seen]) -> None:
        """Raise MediaUnusable with every problem, field by field."""
        try:
            problems = check_media(seen, self._catalogue.offer(job.plan.model, job.via))
        except InvalidRequest:
            return  # a model that is no longer offered: the job was taken in when it was
        if problems:
            words = self._words.get(job.via, PLAIN)
            raise MediaUnusable("; ".join(problem.sentence(words) for problem in problems))
