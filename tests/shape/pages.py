"""Markdown as the shape tests read it: headings with the text below them, code blocks, links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.shape.sources import ROOT

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) +(.+?) *$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file."""

    path: Path
    text: str

    @classmethod
    def read(cls, name: str) -> Page:
        path = ROOT / name
        return cls(path, path.read_text("utf-8"))

    @property
    def prose(self) -> str:
        """The text without its code blocks, where `#` begins a comment and no heading."""
        return _FENCE.sub("", self.text)

    def sections(self, level: int) -> dict[str, str]:
        """Each heading of a level, without its backticks, and everything up to the next one as high."""
        whole = _FENCE.sub(lambda match: match.group().replace("\n#", "\n\\#"), self.text)
        heads = [match for match in _HEADING.finditer(whole) if len(match.group(1)) <= level]
        ends = [match.start() for match in heads[1:]] + [len(whole)]
        return {
            match.group(2).replace("`", ""): whole[match.end() : end]
            for match, end in zip(heads, ends, strict=True)
            if len(match.group(1)) == level
        }

    def blocks(self, *languages: str) -> list[str]:
        """The code blocks in these languages."""
        return [body for language, body in _FENCE.findall(self.text) if language in languages]

    def links(self) -> list[str]:
        """Where the page's links and pictures lead within the project."""
        return [link for link in _LINK.findall(self.prose) if not re.match(r"[a-z]+:", link)]

    def anchors(self) -> set[str]:
        """What `#…` may name on this page."""
        heads = (match.group(2).lower() for match in _HEADING.finditer(self.prose))
        return {re.sub(r"[^\w\- ]", "", head).replace(" ", "-") for head in heads}


def pages() -> list[Page]:
    """Every page that a user may read."""
    names = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
    found = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
    return [Page.read(name) for name in (*names, *found)]
