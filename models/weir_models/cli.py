"""`weir-models`: one command a step, each in the room that does its work.

A command is imported when it is called, so that `weir-models --help` does not wait for torch.
"""

import difflib
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import typer
import yaml
from rich.console import Console
from rich.table import Table

from weir_models.failure import Failure
from weir_models.settings import Settings

COMMANDS = {
    "prepare-pairs": "weir_models.prepare.prepare_pairs",
    "mine-negatives": "weir_models.prepare.mine_negatives",
    "generate-queries": "weir_models.prepare.generate_queries",
    "judge-clicks": "weir_models.prepare.judge_clicks",
    "simulate-clicks": "weir_models.prepare.simulate_clicks",
    "compare-encoders": "weir_models.encoder.compare_encoders",
    "train-encoder": "weir_models.encoder.train_encoder",
    "score-teachers": "weir_models.cross_encoder.score_teachers",
    "train-reranker": "weir_models.cross_encoder.train_reranker",
    "domain-lists": "weir_models.adapt.domain_lists",
    "adapt": "weir_models.adapt.adapt",
    "distil": "weir_models.cross_encoder.distil",
    "distil-states": "weir_models.cross_encoder.distil_states",
    "quantise": "weir_models.quantise.quantise",
    "evaluate": "weir_models.evaluate.evaluate",
    "train-ranker": "weir_models.ranker.train_ranker",
    "fit-blend": "weir_models.ranker.fit_blend",
    "rank-out-of-fold": "weir_models.ranker.rank_out_of_fold",
    "fetch-weights": "weir_models.make.fetch_weights",
    "make": "weir_models.make.make",
    "publish": "weir_models.registry.publish",
    "promote": "weir_models.registry.promote",
    "rollback": "weir_models.registry.rollback",
    "mirror-registry": "weir_models.tracking.mirror_registry",
    "mlflow": "weir_models.tracking.serve_mlflow",
}
"""Command to the module whose `main` it is. A module's first line says what it does; its `EXAMPLES` close its help."""

CONFIG_HELP = "Each option can stand in a YAML file, given with `--config FILE`; the command line goes before it."


def main() -> None:
    """Run the command that the command line names."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help"):
        _overview()
        return
    name, *rest = arguments
    try:
        if name not in COMMANDS:
            raise Failure(_unknown(name))
        run(name, rest)
    except Failure as failure:
        print(f"weir-models {name}: {failure}", file=sys.stderr)
        sys.exit(1)


def run(name: str, arguments: Sequence[str]) -> None:
    """Run one command. Raises `Failure`, and `SystemExit` as typer does."""
    module = import_module(COMMANDS[name])
    rest, config = _without_config(list(arguments))
    defaults = _read_config(config, module.main) if config else {}
    app = typer.Typer(
        add_completion=False,
        pretty_exceptions_show_locals=False,
        context_settings={"default_map": defaults, "help_option_names": ["-h", "--help"]},
    )
    epilog = "\n\n".join([*getattr(module, "EXAMPLES", "").strip().splitlines(), CONFIG_HELP])
    app.command(name, epilog=epilog)(module.main)
    app(args=rest, prog_name=f"weir-models {name}")


def _overview() -> None:
    console = Console()
    console.print(
        "Usage: weir-models COMMAND [OPTIONS]\n\nMakes the models that Weir serves, a command a step.\n",
        highlight=False,
    )
    table = Table.grid(padding=(0, 2))
    for name, module in COMMANDS.items():
        table.add_row(f"  {name}", _first_line(module))
    console.print(table)
    console.print("\nSettings, from the environment:\n", highlight=False)
    settings = Table.grid(padding=(0, 2))
    for field, info in Settings.model_fields.items():
        settings.add_row(f"  WEIR_MODELS_{field.upper()}", info.description)
    console.print(settings)
    console.print(f"\nweir-models COMMAND --help says more, with examples. {CONFIG_HELP}", highlight=False)


def _first_line(module: str) -> str:
    """The first line of a module's docstring, without importing it."""
    source = Path(__file__).parent.joinpath(*module.split(".")[1:]).with_suffix(".py")
    return source.read_text(encoding="utf-8").split('"""')[1].strip().splitlines()[0]


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    return f"there is no such command{f'; did you mean {near[0]}?' if near else ''} See weir-models --help."


def _without_config(arguments: list[str]) -> tuple[list[str], Path | None]:
    """The arguments without `--config FILE` or `--config=FILE`, and that file."""
    for at, argument in enumerate(arguments):
        if argument == "--config":
            if at + 1 == len(arguments):
                raise Failure("--config wants a file.")
            return arguments[:at] + arguments[at + 2 :], Path(arguments[at + 1])
        if argument.startswith("--config="):
            return arguments[:at] + arguments[at + 1 :], Path(argument.removeprefix("--config="))
    return arguments, None


def _read_config(path: Path, command: Callable[..., object]) -> dict[str, object]:
    """Options by parameter name. Hyphens and underscores are the same."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise Failure(f"{path} cannot be read as YAML: {error}") from error
    if not isinstance(content, dict):
        raise Failure(f"{path} must hold options, one `name: value` a line.")
    values = {str(key).replace("-", "_"): value for key, value in content.items()}
    options = command.__annotations__.keys() - {"return"}
    unknown = sorted(values.keys() - options)
    if unknown:
        known = ", ".join(sorted(option.replace("_", "-") for option in options))
        raise Failure(f"{path}: {', '.join(unknown)}: there is no such option; there are {known}.")
    return values
