"""Which of what somebody wrote can be dialled: only that goes out of the house, never what stands beside it."""

import re

_WRITTEN = re.compile(r"[\d\s()+./–-]+")
_MOBILE = re.compile(r"\+\d{8,15}")


def number(written: str) -> str:
    """The number as the network takes it (+46701234567); empty where it is none, or more than one."""
    if not _WRITTEN.fullmatch(written):
        return ""
    signs = "".join(sign for sign in written if sign.isascii() and (sign.isdigit() or sign == "+"))
    whole = re.sub(r"^\+460", "+46", re.sub(r"^0", "+46", re.sub(r"^00", "+", signs)))
    return whole if _MOBILE.fullmatch(whole) else ""
