"""The seed documents' own samples and tables, read from their text, against the golden files and the catalogue."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kinora.spec.video import Pixels, Shape, VideoSpec
from tests.dialects.golden import Request, posted, requests
from tests.dialects.registry import BY_NAME, CATALOGUE, DIALECTS, refusal

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not beside the checkout")
START, END = "5d2f3c10-1b7e-4a55-8f3a-2f6f0f2b9e77", "7e4b1a22-03c4-4f0d-9f55-6a1d8f0c2b11"


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8")


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.DOTALL)
    assert match is not None, pattern
    return match.group(1)


def sample(number: str) -> Request:
    """The golden request that copies a document's sample."""
    (one,) = [item for dialect in DIALECTS for item in requests(dialect.name) if item.what.get("seed") == number]
    return one


@needs_seeds
@pytest.mark.parametrize("number", ["000", "001", "002"])
def test_leonardos_samples_are_the_golden_ones(number: str) -> None:
    text = found(r"--data '\s*(\{.*?\})\s*'", seed(number))
    text = text.replace("<YOUR_START_IMAGE_ID>", START).replace("<YOUR_END_IMAGE_ID>", END)
    assert json.loads(text) == sample(number).body


@needs_seeds
def test_aimlapis_samples_are_the_golden_one() -> None:
    python = ast.literal_eval(found(r"requests\.post\(url, headers=headers, json=(\{.*?\})\)", seed("004")))
    javascript = json.loads(found(r"JSON\.stringify\((\{.*?\})\)", seed("004")))
    assert python == javascript == sample("004").body


@needs_seeds
@pytest.mark.parametrize("number", ["000", "001", "002"])
def test_leonardos_endpoint_and_parameters_are_served(number: str) -> None:
    """Every parameter that the document's table names is known: none is ignored, none refused as unknown."""
    dialect = BY_NAME["leonardo"]
    text = seed(number)
    url = found(r"--url (\S+)", text).removeprefix("https://cloud.leonardo.ai")
    assert ("submit", "POST", url) in {(route.operation, route.method, route.path) for route in dialect.routes}
    rows = r"^\|? ?(guidances\.[a-z_]+|[a-z_]+)(?: \| |(?:number|integer|string|boolean|array)[A-Z])"
    names = re.findall(rows, text, re.MULTILINE)
    assert len(names) >= 9
    assert {"duration", "guidances.start_frame", "height", "model", "prompt", "public", "width"} <= set(names)
    guides: dict[str, object] = {}
    parameters: dict[str, object] = {"guidances": guides}
    body: dict[str, object] = {"model": sample(number).what["spec"]["model"], "parameters": parameters}
    for name in set(names) - {"model"}:
        holder = guides if "." in name else body if name == "public" else parameters
        # A value of no type at all is refused as such only where the name is known.
        holder[name.removeprefix("guidances.")] = {"of": "no type"}
    error = refusal(dialect, posted("leonardo", body))
    assert error is not None
    told = str(error)
    assert "is not allowed" not in told
    assert told.count("must be") >= len(names) - 1


@needs_seeds
def test_the_eighteen_pairs_of_1_0() -> None:
    text = found(r"\| Resolution \| Aspect Ratio(.*)", seed("002"))
    rows = re.findall(r"\| (?:(\d+p)[^|]*\| )?(\d+:\d+)[^|]*\| (\d+)x(\d+)", text)
    assert len(rows) == 18
    tier = ""
    for named, ratio, width, height in rows:
        tier = named or tier
        for model in ("seedance-1.0-pro", "seedance-1.0-pro-fast"):
            sizes = CATALOGUE.offer(model, "leonardo").model.sizes
            assert sizes[tier][ratio] == Pixels(int(width), int(height))


@needs_seeds
def test_magnifics_table_is_served() -> None:
    """A request of every parameter with the default or an example that its table states."""
    dialect = BY_NAME["magnific"]
    table = r"^([a-z_]+) \| (string|integer|boolean) \| (Yes|No) \| (\S+) \| (.+?) \|$"
    rows = re.findall(table, seed("003"), re.MULTILINE)
    fields = {name: default for name, _, _, default, _ in rows}
    examples = {"prompt": "x", "image": "https://a.example/1.png", "image_end": "cGljdHVyZQ=="}
    examples["webhook_url"] = "https://a.example/hook"
    assert fields.keys() == {*examples, "duration", "aspect_ratio", "camera_fixed", "seed", "enable_safety_checker"}
    assert {name for name, _, required, _, _ in rows if required == "Yes"} == {"prompt"}
    assert {name for name, default in fields.items() if default == "-"} == examples.keys()
    body = {**{name: _value(default) for name, default in fields.items()}, **examples}
    for tier in ("480p", "720p"):
        call = posted("magnific", body, {"family": f"seedance-2-mini-{tier}"})
        assert refusal(dialect, call) is None
        spec = dialect.decode_submit(call)
        assert (spec.ignored, spec.seed, spec.size) == ((), None, Shape("16:9", tier))
    paths = {f"{route.method} {route.path}" for route in dialect.routes}
    for line in ("POST {}-480p", "POST {}-720p", "GET {}", "GET {}/{{task-id}}"):
        stated = line.format("/v1/ai/video/seedance-2-mini")
        assert stated in seed("003")
        served = re.sub(r"seedance-2-mini(-\d+p)?", "{family}", stated).replace("{task-id}", "{id}")
        assert served in paths


def _value(text: str) -> object:
    return json.loads(text) if re.fullmatch(r"-?\d+|true|false", text) else text


def schema() -> dict[str, Any]:
    """The request schema of AI/ML API's own OpenAPI."""
    document = json.loads(found(r"```json\n(\{\"openapi\".*?)\n```", seed("004")))
    operation = document["paths"]["/v2/video/generations"]["post"]
    found_schema: dict[str, Any] = operation["requestBody"]["content"]["application/json"]["schema"]
    return found_schema


@needs_seeds
def test_aimlapis_schema_is_the_offer() -> None:
    dialect, properties = BY_NAME["aimlapi"], schema()["properties"]
    offer = CATALOGUE.offer("seedance-2.0-mini", "aimlapi")
    limits = {(limit.field, limit.rule): limit.allowed for limit in offer.limits}
    assert [offer.names[0]] == properties["model"]["enum"]
    for field, name in (("seconds", "duration"), ("size.ratio", "aspect_ratio"), ("size.tier", "resolution")):
        assert list(limits[field, "one_of"]) == properties[name]["enum"]
        assert str(offer.default(field)) == properties[name]["default"]
    for kind, name in (("images", "image_urls"), ("videos", "video_urls"), ("audios", "audio_urls")):
        assert limits[f"references.{kind}", "count"] == (0, properties[name]["maxItems"])
    # Every property is known: none is listed as ignored.
    body = {name: {"of": "no type"} for name in properties} | {"model": offer.names[0]}
    error = refusal(dialect, posted("aimlapi", body))
    assert error is not None
    assert str(error).count("must be") >= len(properties) - 1


@needs_seeds
@pytest.mark.parametrize("field", ["image_url", "last_image_url", "image_urls"])
@pytest.mark.parametrize("media", ["https://a.example/1.png", "cGljdHVyZQ==", "data:image/png;base64,cGljdHVyZQ=="])
def test_aimlapi_pictures_come_as_link_or_base64(field: str, media: str) -> None:
    body = {"model": schema()["properties"]["model"]["enum"][0], "prompt": "x"}
    call = posted("aimlapi", {**body, field: [media] if field.endswith("s") else media})
    assert refusal(BY_NAME["aimlapi"], call) is None
    assert BY_NAME["aimlapi"].decode_submit(call) != VideoSpec(model="seedance-2.0-mini", prompt="x")
