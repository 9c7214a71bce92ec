"""E-mail out, through the unit's own server. Subject and text say as little as an SMS; no signature, no logo.

SMTP has no way to ask twice and send once, so a message whose fate is unknown is not sent again.
"""

import smtplib
from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import override, pgettext

from .sms import Refused, TryLater, Unknown


def is_set_up() -> bool:
    """Whether e-mail can be offered."""
    return bool(settings.EMAIL_HOST and settings.DEFAULT_FROM_EMAIL)


def send(to: str, text: str, *, language: str, key: str) -> None:
    """Send. Raises TryLater, Refused, Unknown; none of them repeats the address."""
    with override(language):
        subject = pgettext("mail.subject", "Påminnelse")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    headers = {
        "Message-ID": f"<{key}@{domain}>",
        "Date": formatdate(localtime=False),
        "Auto-Submitted": "auto-generated",
    }
    letter = EmailMessage(
        subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers, connection=get_connection()
    )
    try:
        letter.send()
    except (ConnectionRefusedError, smtplib.SMTPConnectError, smtplib.SMTPHeloError):
        raise TryLater from None
    except smtplib.SMTPRecipientsRefused:
        raise Refused from None
    except smtplib.SMTPResponseException as fault:
        raise (TryLater if 400 <= fault.smtp_code < 500 else Refused) from None
    except OSError:
        raise Unknown from None
