"""`kinora models`: every model, what each dialect calls it, and its limits."""

from __future__ import annotations

from typing import Annotated

import typer


def models(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the models and what each dialect calls them."""
    from kinora.catalogue.load import Catalogue

    catalogue = Catalogue.shipped()
    if as_json:
        import json

        from kinora.server.native_wire import model_answer

        typer.echo(json.dumps([model_answer(model, catalogue).model_dump() for model in catalogue.models()], indent=2))
        return
    for model in catalogue.models():
        tiers = ", ".join(model.sizes)
        typer.secho(f"{model.id}", bold=True, nl=False)
        typer.echo(f"  {model.title} by {model.maker}; {tiers}; {model.fps} fps")
        for offer in catalogue.offers_of(model.id):
            seconds = next((limit.allowed for limit in offer.limits if limit.field == "seconds"), ())
            lengths = f"{seconds[0]}–{seconds[-1]}" if len(seconds) > 4 else ", ".join(map(str, seconds))
            typer.echo(f"    {offer.dialect:<10} {offer.names[0]}  ({lengths} s)")
