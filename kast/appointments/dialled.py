"""Which of what somebody wrote can be dialled: only that goes out of the house, never what stands beside it."""

import re

_WRITTEN = re.compile(r"[\d\s()+./–-]*")
_NUMBER = re.compile(r"\+[1-9]\d{6,14}")


def number(written: str) -> str:
    """The number as the network takes it (+46701234567); empty where it is none, or words stand beside it."""
    if not _WRITTEN.fullmatch(written):
        return ""
    signs = "".join(sign for sign in written if sign.isascii() and (sign.isdigit() or sign == "+"))
    whole = re.sub(r"^0", "+46", re.sub(r"^00", "+", signs))
    whole = re.sub(r"^\+460+", "+46", whole)  # +46 (0)70, as many write it, reaches nobody
    return whole if _NUMBER.fullmatch(whole) else ""
