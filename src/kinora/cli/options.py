"""The settings as options of commands: one for each field of Settings, with its own description and default."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

import typer

if TYPE_CHECKING:
    from kinora.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
_PLAIN = (bool, int, float, Path)


def with_settings(*, but: Collection[str] = ()) -> Callable[[Command], Command]:
    """Give a command that takes `**options` an option for each setting. but: settings that mean nothing to it.

    An option that was not given is None, so that variables and kinora.toml have their say.
    """

    def dress(command: Command) -> Command:
        own = [
            parameter
            for parameter in inspect.signature(command, eval_str=True).parameters.values()
            if parameter.kind is not inspect.Parameter.VAR_KEYWORD
        ]
        settings = [_parameter(name, field) for name, field in _fields().items() if name not in but]
        signature = inspect.Signature([*own, *settings])
        command.__signature__ = signature  # type: ignore[attr-defined]  # what Typer looks at
        command.__annotations__ = {name: item.annotation for name, item in signature.parameters.items()}
        return command

    return dress


def settings_of(options: dict[str, Any]) -> Settings:
    """The settings with these options on top; ends the command with a sentence when one is wrong."""
    from kinora.cli.screen import fail
    from kinora.settings import read_settings

    try:
        return read_settings(**options)
    except ValueError as error:
        fail(f"A setting is wrong.\n{error}")


def _fields() -> dict[str, Any]:
    from kinora.settings import Settings

    return Settings.model_fields


def _parameter(name: str, field: Any) -> inspect.Parameter:
    kind = _kind(field.annotation)
    default = field.get_default(call_default_factory=True)
    shown: bool | str = False if default is None or default == {} else str(default)
    if isinstance(default, bool):
        shown = "yes" if default else "no"
    option = typer.Option(help=field.description, show_default=shown)
    annotation = Annotated[kind | None, option]  # type: ignore[valid-type]  # made at run time
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _kind(annotation: Any) -> Any:
    """The type that Typer reads; whatever is not plain is read as text and checked with the settings."""
    if get_origin(annotation) in {Union, types.UnionType}:
        annotation = next(item for item in get_args(annotation) if item is not type(None))
    return annotation if annotation in _PLAIN else str
