"""The application, as the server loads it. Embedded, it also keeps the clock (clockwork.py)."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kast.config.settings")

application = get_wsgi_application()

# Eighty threads share one interpreter: hand it on often, so that a page that is read does not wait behind letters.
sys.setswitchinterval(0.001)

if os.environ.get("KAST_CLOCKWORK"):
    from kast.config import clockwork

    clockwork.start()
