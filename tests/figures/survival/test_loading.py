import subprocess
import sys

import pytest

from kast.figures import survival


def test_the_shelf_brings_no_numpy_until_something_is_asked_for():
    told = "import sys, kast.figures.survival as s; assert 'numpy' not in sys.modules; s.tabulate; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


@pytest.mark.parametrize("name", survival.__all__)
def test_everything_on_the_shelf_can_be_had_and_says_what_it_is(name):
    assert getattr(survival, name).__doc__


def test_what_is_not_on_the_shelf_is_not_there():
    with pytest.raises(AttributeError):
        survival.cox  # noqa: B018


def test_the_server_starts_without_numpy():
    told = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'kast.config.settings'; django.setup();"
        "import kast.config.urls; print('kast.figures.urls' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
