"""How a case's number stands in an address. Whatever does not look like one leads nowhere, whoever asks."""

from django.urls import register_converter


class CaseNumber:
    """2026-041."""

    regex = r"\d{4}-\d{3,4}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(CaseNumber, "case")

CASE = "<case:number>"
