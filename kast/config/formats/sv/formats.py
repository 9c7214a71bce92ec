"""Dates and times as they are written in a Swedish sentence: tisdag 14 mars; kl. 14.15."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "l j F"
SHORT_DATE_FORMAT = "j M"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "F Y"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m %Y", "%d.%m.%Y"]
FIRST_DAY_OF_WEEK = 1
THOUSAND_SEPARATOR = "\N{NO-BREAK SPACE}"
DECIMAL_SEPARATOR = ","
