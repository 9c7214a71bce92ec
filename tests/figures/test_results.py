"""Whatever is estimated says of how many, over what time, by which definition and method, and where it comes from."""

import dataclasses
import importlib
import pkgutil

import pytest

from kast import figures
from kast.figures import survival

SAYS = ("definition", "horizon", "method", "version", "source", "denominator")
# A product keeps its arrows, each with its own numbers; what a page says of an outcome stands beside the outcome.
OTHERWISE = {
    "Basis": {"definition", "denominator"},
    "Path": {"denominator"},
    "outcome_shown.Outcome": set(SAYS),
    "rare._Rule": set(SAYS),
}


def results():
    """Every frozen result that has a definition or a method of its own."""
    for package in (figures, survival):
        for found in pkgutil.iter_modules(package.__path__):
            if found.ispkg:
                continue
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, kind in vars(module).items():
                if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__:
                    fields = {field.name for field in dataclasses.fields(kind)}
                    if fields & {"definition", "method", "version"}:
                        yield f"{found.name}.{name}", kind, fields


@pytest.mark.parametrize(("name", "kind", "fields"), [pytest.param(*one, id=one[0]) for one in results()])
def test_a_result_says_what_it_rests_on(name, kind, fields):
    may_lack = OTHERWISE.get(name) or OTHERWISE.get(kind.__name__, set())
    lacks = {said for said in SAYS if said not in fields and not hasattr(kind, said)}
    assert lacks <= may_lack
