"""docs/promises.md and the tests beside this one hold the same sentences, one each."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_each_promise_is_the_docstring_of_one_test():
    table = (ROOT / "docs" / "promises.md").read_text("utf-8")
    promised = re.findall(r"^\| \d+ \| .+? \| (.+?) \|$", table, flags=re.MULTILINE)
    kept = []
    for path in sorted(Path(__file__).parent.glob("test_promise_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and ast.get_docstring(node):
                kept.append(" ".join(ast.get_docstring(node).split()))
    assert len(promised) == 13
    assert sorted(kept) == sorted(promised)
