"""Where a store is, by URL: a folder of this machine, or a bucket with its cloud's own environment variables."""

from __future__ import annotations

import atexit
import os
import re
import time
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from kinora.media.store_errors import StoreUnavailable, cleaned, unavailable

if TYPE_CHECKING:
    from obstore.store import ClientConfig, ObjectStore, RetryConfig

_CALM_SECONDS = 0.1
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT", "AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT")
# Short: whoever calls has a client that waits, and comes again by itself.
_RETRY: RetryConfig = {
    "max_retries": 3,
    "retry_timeout": timedelta(seconds=10),
    "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=1), "base": 2},
}


@cache
def _end_calmly() -> None:
    """Let obstore's own threads finish before the interpreter goes.

    obstore 0.12 hands answers over from threads that Python does not know; one that is still at it when Python ends
    makes the whole process abort. They need milliseconds. Goes when pyo3-async-runtimes can be shut down (issue 40).
    """
    atexit.register(time.sleep, _CALM_SECONDS)


def open_bucket(url: str) -> ObjectStore:
    """A bucket, not asked for anything yet. Raises ValueError for a URL of no known cloud."""
    _end_calmly()
    endpoint = next((os.environ[name] for name in _ENDPOINTS if os.environ.get(name)), "")
    # MinIO and its like often have no certificate at home; who names an http address means it.
    plain: ClientConfig = {"allow_http": endpoint.startswith("http://"), "connect_timeout": "3s", "timeout": "30s"}
    try:
        return from_url(url, client_options=plain, retry_config=_RETRY)
    except BaseError as error:
        raise ValueError(f"No media store can be opened at {public(url)}: {cleaned(str(error))}") from None


def open_folder(root: Path) -> ObjectStore:
    """A local folder, made if missing. Raises StoreUnavailable when that can't be."""
    _end_calmly()
    try:
        return LocalStore(root, mkdir=True, automatic_cleanup=True)
    except (BaseError, OSError) as error:
        raise StoreUnavailable(unavailable(error).cause, place=f"The folder {root}") from None


def public(url: str) -> str:
    """A store's URL without a user's name, password or signature."""
    return re.sub(r"://[^/@]*@", "://", url.partition("?")[0])


def local_root(url: str) -> Path | None:
    """The folder that a path or a `file:` URL names; None for a bucket."""
    if "://" not in url:
        return Path(url).absolute()
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None
