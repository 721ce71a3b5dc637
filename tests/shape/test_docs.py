"""The pages in docs/ against the registries: nothing is missing there, and nothing is there that no longer exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import HttpUrl
from pydantic.fields import FieldInfo

import kinora
from kinora.catalogue.load import NATIVE, Catalogue
from kinora.catalogue.model import Model
from kinora.dialects import DIALECTS, speak
from kinora.dialects.base import Dialect
from kinora.engines.registry import BUILT_IN
from kinora.settings import Settings
from kinora.spec.errors import KinoraError
from tests.shape.commands import commands
from tests.shape.pages import Page, pages
from tests.shape.sources import ROOT, package

MODELS = Catalogue.shipped().models()
COMMANDS = commands()


def _errors(kind: type[KinoraError] = KinoraError) -> Iterator[type[KinoraError]]:
    """The tree in spec/errors.py; what tests and other packages derive is not the house's."""
    for child in kind.__subclasses__():
        if child.__module__ == KinoraError.__module__:
            yield child
            yield from _errors(child)


ERRORS = tuple(_errors())


def _headings(page: str) -> set[str]:
    return set(Page.read(page).sections(2))


def test_every_setting_has_its_heading() -> None:
    assert _headings("docs/settings.md") == set(Settings.model_fields)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_told_with_its_option_variable_line_and_default(name: str) -> None:
    field: FieldInfo = Settings.model_fields[name]
    text = Page.read("docs/settings.md").sections(2)[name]
    assert f"--{name.replace('_', '-')}" in text
    assert f"KINORA_{name.upper()}" in text
    assert re.search(rf"`{name} = .+`", text)
    default = {"True": "yes", "False": "no", "None": "none"}.get(str(field.default), field.default)
    assert f"Default: `{default}`" in text


def test_every_setting_is_an_option_of_serve() -> None:
    assert {f"--{name.replace('_', '-')}" for name in Settings.model_fields} <= COMMANDS["serve"]


def test_a_line_of_toml_sets_what_the_page_says(tmp_path: Path) -> None:
    lines = re.findall(r"^Line: `(.+)`$", Page.read("docs/settings.md").text, re.MULTILINE)
    file = tmp_path / "kinora.toml"
    file.write_text("\n".join(lines))

    class FromFile(Settings, toml_file=file):
        pass

    read = FromFile()
    assert read.model_fields_set == set(Settings.model_fields)
    assert isinstance(read.public_url, HttpUrl)


def test_every_error_has_its_heading() -> None:
    assert ERRORS
    assert _headings("docs/errors.md") == {error.__name__ for error in ERRORS}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_an_error_is_told_with_its_code_and_status(error: type[KinoraError]) -> None:
    text = Page.read("docs/errors.md").sections(2)[error.__name__]
    retry = "yes" if error.retryable else "no"
    assert f"Code `{error.code}` · HTTP {error.http_status} · worth another try: {retry}" in text


def test_every_dialect_has_its_heading() -> None:
    assert _headings("docs/dialects.md") >= {dialect.title for dialect in DIALECTS}


@pytest.mark.parametrize("dialect", speak(Catalogue.shipped()), ids=lambda dialect: dialect.name)
def test_a_dialect_is_told_with_its_paths_and_header(dialect: Dialect) -> None:
    text = Page.read("docs/dialects.md").sections(2)[dialect.title]
    missing = [route for route in dialect.routes if f"`{route.method} {route.path.replace(':path', '')}`" not in text]
    assert not missing
    assert all(header in text.lower() for header in dialect.encode_credential("key"))


def test_the_native_api_is_told_with_its_paths() -> None:
    """The paths as `server/native.py` declares them."""
    text = Page.read("docs/dialects.md").sections(2)["Kinora's own API"]
    declared = next(source.text for source in package() if source.name.endswith("server/native.py"))
    found = re.findall(r'^@router\.(get|post|put|delete)\("([^"]+)"', declared, re.MULTILINE)
    assert found
    assert not [(verb, path) for verb, path in found if f"`{verb.upper()} /api/v1{path}`" not in text]


def test_every_engine_has_its_heading() -> None:
    assert _headings("docs/engines.md") >= set(BUILT_IN)


def test_every_model_has_its_heading() -> None:
    assert _headings("docs/models.md") >= {model.id for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_a_model_is_told_with_its_names_and_sizes(model: Model) -> None:
    catalogue = Catalogue.shipped()
    text = Page.read("docs/models.md").sections(2)[model.id]
    assert model.title in text
    offers = [catalogue.offer(model.id, dialect) for dialect in catalogue.dialects_of(model.id) if dialect != NATIVE]
    assert offers
    for offer in offers:
        assert not [name for name in offer.names if f"`{name}`" not in text]
        seconds = next(limit.allowed for limit in offer.limits if limit.field == "seconds")
        shown = f"{seconds[0]}–{seconds[-1]}" if len(seconds) > 4 else ", ".join(map(str, seconds))
        assert re.search(rf"^\|.*`{re.escape(offer.names[0])}`.*\| {shown} \|", text, re.MULTILINE), shown
    grid = Page.read("docs/models.md").sections(2)["Sizes"]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in grid.splitlines() if line.startswith("| ")
    ]
    for tier, row in model.sizes.items():
        grids = [dict(zip(rows[0], cells, strict=True)) for cells in rows[1:] if cells[0].endswith(f", {tier}")]
        assert any(all(told[ratio] == str(pixels) for ratio, pixels in row.items()) for told in grids), tier


def test_every_command_has_its_heading() -> None:
    assert _headings("docs/commands.md") == {f"kinora {name}" for name in COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_told_with_every_option(name: str) -> None:
    section = Page.read("docs/commands.md").sections(2)[f"kinora {name}"]
    text = re.sub(r"^```.*?^```$", "", section, flags=re.MULTILINE | re.DOTALL)
    told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", "".join(re.findall(r"`[^`]*`", text))))
    assert COMMANDS[name] <= told
    assert told - COMMANDS[name] <= {option for options in COMMANDS.values() for option in options}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.path.name)
def test_links_lead_somewhere(page: Page) -> None:
    for link in page.links():
        name, _, anchor = link.partition("#")
        target = (page.path.parent / name).resolve() if name else page.path
        assert target.exists(), f"{page.path.name} links to {link}"
        assert target.is_relative_to(ROOT)
        if anchor:
            assert anchor in Page(target, target.read_text("utf-8")).anchors(), f"{page.path.name} links to {link}"


def test_every_page_is_reached_from_the_readme() -> None:
    linked = set(Page.read("README.md").links())
    assert {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} <= linked


def test_every_room_stands_in_the_architecture() -> None:
    text = Page.read("docs/architecture.md").text
    rooms = {path.name for path in (ROOT / "src/kinora").iterdir() if (path / "__init__.py").is_file()}
    assert rooms
    assert not {room for room in rooms if f"`{room}/`" not in text}


def test_the_changelog_knows_the_version() -> None:
    assert any(head.startswith(f"[{kinora.__version__}]") for head in Page.read("CHANGELOG.md").sections(2))
