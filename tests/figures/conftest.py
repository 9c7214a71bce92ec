"""A slow machine is no fault in a figure."""

from hypothesis import settings

settings.register_profile("figures", deadline=None)
settings.load_profile("figures")
