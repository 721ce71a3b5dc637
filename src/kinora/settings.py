"""Every setting of a server, its default and its bounds. From options, `KINORA_…` variables, then kinora.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, HttpUrl, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

FILE = "kinora.toml"


class Settings(BaseSettings):
    """What `kinora serve` can be told. Each field is an option, a variable and a line of kinora.toml."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix="KINORA_", toml_file=FILE, extra="forbid", frozen=True
    )

    host: Annotated[str, Field(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535, description="Port to listen on.")] = 8480
    data: Annotated[Path, Field(description="Folder for the database and all files.")] = Path("data")
    public_url: Annotated[
        HttpUrl | None, Field(description="Address that links begin with, if not the one clients use.")
    ] = None
    slots: Annotated[int, Field(ge=1, le=64, description="Jobs rendered at the same time.")] = 1
    allow_private_media: Annotated[
        bool, Field(description="Fetch media from private addresses too (your own network).")
    ] = False
    link_hours: Annotated[int, Field(ge=1, le=24 * 365, description="Hours that an expiring link lasts.")] = 24
    keep_days: Annotated[int, Field(ge=1, le=3650, description="Days that uploads and finished files are kept.")] = 30
    deadline_minutes: Annotated[int, Field(ge=1, le=24 * 60, description="The longest that one job may run.")] = 60

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options beat variables, variables beat the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in {"localhost", "::1"} or self.host.startswith("127.")


def read_settings(**options: object) -> Settings:
    """The settings with these options on top. Raises ValueError with one line for each setting that is wrong."""
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, item['loc']))}: {item['msg'].lower()}" for item in error.errors()]
        raise ValueError("\n".join(lines)) from error
