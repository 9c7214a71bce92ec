"""The application, as the server loads it. Embedded, it also keeps the clock (clockwork.py)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kast.config.settings")

application = get_wsgi_application()

if os.environ.get("KAST_CLOCKWORK"):
    from kast.config import clockwork

    clockwork.start()
