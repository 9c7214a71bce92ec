"""The application, as the server loads it. Embedded, it also keeps the clock (clockwork.py)."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kast.config.settings")

application = get_wsgi_application()

# What is loaded now lives as long as the process: the collector leaves it alone, instead of stopping every fortieth
# page for 60 ms to find nothing. A page makes tens of thousands of objects; it looks among them now and then.
import_module("kast.config.urls")
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)

if os.environ.get("KAST_CLOCKWORK"):
    from kast.config import clockwork

    clockwork.start()
