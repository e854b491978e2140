"""The command that serves the API."""

from typing import Annotated

import typer

from ecograph.cli.app import app, session


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8000,
) -> None:
    """Answer programs over HTTP, until it is interrupted. Other machines are answered with keys alone.

    Example: ecograph serve --port 8000
    """
    import uvicorn

    from api.main import create_app
    from api.security import check_binding

    settings = session(context).settings
    check_binding(host, settings.keys())
    uvicorn.run(create_app(settings), host=host, port=port, log_level="warning")
