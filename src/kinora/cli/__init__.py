"""The `kinora` command. One file a subcommand; nothing heavy is imported before a command needs it."""

from __future__ import annotations

import typer

from kinora import __version__
from kinora.cli import (
    backup,
    conform,
    db,
    doctor,
    jobs,
    keys,
    models,
    render,
    serve,
    snippet,
    storyboard,
    sweep,
    webhooks,
    worker,
    workers,
)

app = typer.Typer(
    name="kinora",
    help="Self-hosted generated video that speaks the vendors' own HTTP dialects.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kinora {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", help="Print the version.", callback=_version, is_eager=True),
) -> None:
    """Self-hosted generated video that speaks the vendors' own HTTP dialects."""


app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.command("render")(render.render)
app.command("storyboard")(storyboard.storyboard)
app.command("conform")(conform.conform)
app.command("snippet")(snippet.snippet)
app.command("models")(models.models)
app.command("doctor")(doctor.doctor)
app.command("backup")(backup.backup)
app.command("sweep")(sweep.sweep)
app.command("workers")(workers.workers)
app.command("drain")(workers.drain)
app.add_typer(jobs.app, name="jobs")
app.add_typer(keys.app, name="keys")
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(db.app, name="db")
