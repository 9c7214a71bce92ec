"""Dates and times as they are written in English: Tuesday 14 March; 14:15."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "l j F"
SHORT_DATE_FORMAT = "j M"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "F Y"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
FIRST_DAY_OF_WEEK = 1
THOUSAND_SEPARATOR = ","
DECIMAL_SEPARATOR = "."
