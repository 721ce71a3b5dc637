"""Every setting of a server, its default and its bounds. From options, `KINORA_…` variables, then kinora.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

FILE = "kinora.toml"
_POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")
_STORES = ("s3", "s3a", "gs", "az", "azure", "abfs", "abfss", "adl", "file")


class Settings(BaseSettings):
    """What `kinora serve` and `kinora worker` can be told: each an option, a variable and a line of kinora.toml."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix="KINORA_", toml_file=FILE, extra="forbid", frozen=True
    )

    host: Annotated[str, Field(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535, description="Port to listen on.")] = 8480
    data: Annotated[Path, Field(description="Folder for the database and all files.")] = Path("data")
    database_url: Annotated[
        SecretStr | None, Field(description="PostgreSQL in place of the SQLite file in the data folder.")
    ] = None
    store_url: Annotated[
        str | None, Field(description="Bucket (s3://, gs://, az://) in place of the media folder.")
    ] = None
    secret: Annotated[
        SecretStr | None, Field(min_length=16, description="Signs links and seals stored secrets; the same everywhere.")
    ] = None
    public_url: Annotated[
        HttpUrl | None, Field(description="Address that links begin with, if not the one clients use.")
    ] = None
    queues: Annotated[
        str | None, Field(description="Lines to work on: cpu, gpu:POOL, upstream, deliveries, or none.")
    ] = None
    slots: Annotated[int, Field(ge=1, le=64, description="Jobs rendered at the same time.")] = 1
    key_slots: Annotated[int, Field(ge=0, le=10**6, description="Jobs of one API key at once; 0 for no limit.")] = 0
    queue_limit: Annotated[int, Field(ge=1, le=10**7, description="Jobs that may wait in one line.")] = 10_000
    key_queue_limit: Annotated[
        int, Field(ge=0, le=10**7, description="Jobs of one API key that may wait; 0 for no limit.")
    ] = 0
    rates: Annotated[
        dict[str, str], NoDecode, Field(description="Most starts per line: cpu=10/60 is ten in 60 seconds.")
    ] = {}
    submits_per_minute: Annotated[
        int, Field(ge=0, le=10**7, description="Jobs that one API key may send in a minute; 0 for no limit.")
    ] = 30_000
    profiles: Annotated[
        dict[str, str], NoDecode, Field(description="How dialects behave: leonardo=http+strict,magnific=2026h2.")
    ] = {}
    dedupe_seconds: Annotated[
        int, Field(ge=0, le=86_400, description="Answer an equal request of so late with the first job; 0 never.")
    ] = 0
    wait_hours: Annotated[
        int, Field(ge=0, le=24 * 365, description="The longest that a job may wait; 0 for no limit.")
    ] = 0
    deadline_minutes: Annotated[int, Field(ge=1, le=24 * 60, description="The longest that one job may run.")] = 60
    grace_seconds: Annotated[
        int, Field(ge=0, le=3600, description="Time that running jobs get to finish when the server stops.")
    ] = 8
    lease_seconds: Annotated[
        float, Field(ge=1, le=3600, description="Silence after which a worker's jobs go to another.")
    ] = 30.0
    allow_private_media: Annotated[
        bool, Field(description="Fetch media from private addresses too (your own network).")
    ] = False
    allow_private_webhooks: Annotated[
        bool, Field(description="Send webhooks to private addresses too (your own network).")
    ] = False
    link_hours: Annotated[int, Field(ge=1, le=24 * 365, description="Hours that an expiring link lasts.")] = 24
    keep_days: Annotated[int, Field(ge=1, le=3650, description="Days that uploads and finished files are kept.")] = 30
    history_days: Annotated[
        int | None, Field(ge=1, le=3650, description="Days that finished jobs are kept; as long as files unless said.")
    ] = None
    quota_gb: Annotated[float, Field(ge=0, description="Gigabytes that one owner may store; 0 for no limit.")] = 0.0

    @field_validator("database_url")
    @classmethod
    def _is_postgres(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(_POSTGRES):
            raise ValueError("must begin with postgresql:// (SQLite is used when it is left out)")
        return url

    @field_validator("store_url")
    @classmethod
    def _is_store(cls, url: str | None) -> str | None:
        if url is not None and url.partition("://")[0] not in _STORES:
            raise ValueError(f"must begin with one of: {', '.join(f'{name}://' for name in _STORES)}")
        return url

    @field_validator("rates", "profiles", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [pair.partition("=") for pair in value.split(",") if pair.strip()]
        return {name.strip(): rate.strip() for name, _, rate in pairs}

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

    @property
    def database(self) -> str:
        """The database's SQLAlchemy URL: PostgreSQL's, or that of the SQLite file in the data folder."""
        if self.database_url is None:
            return f"sqlite:///{self.data / 'kinora.db'}"
        return "postgresql+psycopg://" + self.database_url.get_secret_value().partition("://")[2]

    @property
    def store(self) -> str:
        """Where files are kept: a bucket's URL, or the media folder."""
        return self.store_url or str(self.data / "media")


def read_settings(**options: object) -> Settings:
    """The settings with these options on top. Raises ValueError with one line for each setting that is wrong."""
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, item['loc']))}: {item['msg'].lower()}" for item in error.errors()]
        raise ValueError("\n".join(lines)) from error
