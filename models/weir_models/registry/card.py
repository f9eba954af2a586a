"""The card of a model, from its manifest: what it is, what it saw, what it reads, what was measured."""

from weir_models.registry.manifest import GateCheck, Manifest


def made_card(manifest: Manifest) -> str:
    """Markdown."""
    parts = [f"# {manifest.name}, version {manifest.version}", manifest.description, f"Licence: {manifest.licence}."]
    seen = "\n".join(f"- {entry}" for entry in manifest.trained_on) or "- nothing but what its base weights have seen"
    parts += [f"## What it has learnt from\n\n{seen}"]
    template = manifest.input_template
    if template is not None:
        joined = repr(template.separator)
        rows = "\n".join(f"| {name} | {', '.join(fields)} |" for name, fields in template.fields.items())
        table = f"| set | fields |\n| --- | --- |\n{rows}"
        parts += [f"## What it reads of a product\n\nThese fields, joined by {joined}:\n\n{table}"]
    if manifest.gate is not None:
        rows = "\n".join(f"| {check.name} | {check.value:g} | {bounds(check)} |" for check in manifest.gate.checks)
        parts += [f"## Its gate\n\n| check | value | bounds |\n| --- | --- | --- |\n{rows}"]
    rows = "\n".join(f"| {name} | {value:g} |" for name, value in manifest.metrics.items())
    parts += [f"## What was measured\n\n| metric | value |\n| --- | --- |\n{rows}"]
    if manifest.run is not None:
        parts += [f"Made by run {manifest.run} in MLflow, {manifest.created}."]
    return "\n\n".join(parts)


def bounds(check: GateCheck) -> str:
    """The bounds of a check in words."""
    least = [] if check.at_least is None else [f"at least {check.at_least:g}"]
    most = [] if check.at_most is None else [f"at most {check.at_most:g}"]
    return ", ".join([*least, *most]) or "none"
