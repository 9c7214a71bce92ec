"""What a page points at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page):
    lost = []
    for path, _, place in re.findall(r"\]\(([^)#\s]*)(#([^)\s]+))?\)", page.read_text("utf-8")):
        if "://" in path:
            continue
        target = page.parent / path if path else page
        if not target.exists():
            lost.append(path)
        elif place and place not in map(slug, re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)):
            lost.append(f"{path}#{place}")
    assert lost == []


def test_every_decision_has_its_four_parts():
    for page in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        text = page.read_text("utf-8")
        missing = [part for part in ("Status: ", "## Context", "## Decision", "## Consequences") if part not in text]
        assert missing == [], page.name


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
