"""Whatever is estimated says of how many, over what time, by which definition and method, and where it comes from."""

import dataclasses
import importlib
import pkgutil

import pytest

from kast import figures
from kast.figures import national, planning, release, survival, telling

SAYS = ("definition", "horizon", "method", "version", "source", "numerator", "denominator")
OTHERWISE = {
    # What results are made of: each says its own definition and its numbers.
    "proportions.Basis": {"definition", "numerator", "denominator"},
    # A product keeps its arrows, each with its own numbers: it is a share of nobody in particular.
    "paths.Path": {"numerator", "denominator"},
    # Each reason has its own numerator, of the same who answered.
    "reasons.Reasons": {"numerator"},
    # Purchases that would not happen, as expected: of no number of people.
    "planning.model.Outlook": {"denominator"},
    # What a page says of an outcome stands beside the outcome.
    "outcome_shown.Outcome": set(SAYS),
    "rare._Rule": set(SAYS),
    # No results: which numbers of a release a share is made of, what a table counts, and a table in words.
    "national.besides.Share": set(SAYS),
    "release.shares.Share": set(SAYS),
    "release.tables.Table": set(SAYS),
    "telling.blocks.Block": set(SAYS),
}


def results():
    """Every frozen result that has a definition or a method of its own."""
    for package in (figures, survival, planning, national, release, telling):
        for found in pkgutil.iter_modules(package.__path__):
            if found.ispkg:
                continue
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, kind in vars(module).items():
                if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__:
                    fields = {field.name for field in dataclasses.fields(kind)}
                    if fields & {"definition", "method", "version"}:
                        yield f"{module.__name__.removeprefix(f'{figures.__name__}.')}.{name}", kind, fields


@pytest.mark.parametrize(("name", "kind", "fields"), [pytest.param(*one, id=one[0]) for one in results()])
def test_a_result_says_what_it_rests_on(name, kind, fields):
    lacks = {said for said in SAYS if said not in fields and not hasattr(kind, said)}
    assert lacks <= OTHERWISE.get(name, set())


def test_nothing_is_excused_that_is_not_there():
    assert set(OTHERWISE) <= {name for name, _, _ in results()}
