"""Which password is refused."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _

from .models import Member


class UnlikeHerNames(password_validation.UserAttributeSimilarityValidator):
    """Refuses a password that is nearly a name of hers, and says so in the house's words."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "shown_name"))

    def get_error_message(self) -> str:
        """What is said beside the field."""
        return _("Lösenordet liknar ditt namn eller användarnamn. Välj ett annat.")


def check(password: str, *, username: str, shown_name: str) -> None:
    """Raises ValidationError: too short, a common one, or nearly one of her names. She need not be here yet."""
    password_validation.validate_password(password, Member(username=username, shown_name=shown_name))
