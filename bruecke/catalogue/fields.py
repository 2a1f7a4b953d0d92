# SPDX-License-Identifier: EUPL-1.2
"""Single values of services.yml and what makes them valid. Faults are named as in messages.yml."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Annotated, Any
from urllib.parse import urlsplit

import phonenumbers
from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from bruecke.catalogue import taxonomy
from bruecke.catalogue.data import read, text
from bruecke.catalogue.opening import HolidayRuleError, OpeningSyntaxError, parse

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}")
_HOST = re.compile(r"([\w-]+\.)+[a-z]{2,}(:\d+)?", re.IGNORECASE)
_SOURCE_DATE = re.compile(r"\d{4}(/\d{4}|-\d{2}(-\d{2})?)?")
_POSTAL_CODE = re.compile(r"\d{5}")
_ID = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")


def fault(code: str, **values: object) -> PydanticCustomError:
    """An error that carries a fault of messages.yml."""
    return PydanticCustomError(code, "see messages.yml", dict(values))


def hint(value: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """What an editor may have meant, or how many ids there are to choose from."""
    close = get_close_matches(value, list(known), n=1)
    return (
        text("hints", "close", value=close[0]) if close else text("hints", "list", values=", ".join(list(known)[:40]))
    )


def digits(number: str) -> str:
    """Only the digits of a telephone number."""
    return re.sub(r"\D", "", number)


def rejected(number: str) -> str | None:
    """Why a number must not be used any more, or None."""
    reason = read("numbers")["rejected"].get(digits(number))
    return str(reason) if reason else None


def is_short(number: str) -> bool:
    """Whether it is one of the short numbers that are valid in Germany, such as 110 or 116 117."""
    return digits(number) in read("numbers")["short"]


def _matches(pattern: re.Pattern[str], code: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise fault(code, value=value)
        return value

    return check


def _phone(value: str) -> str:
    if reason := rejected(value):
        raise fault("phone_rejected", value=value, reason=reason)
    if is_short(value):
        return value
    try:
        valid = phonenumbers.is_valid_number(phonenumbers.parse(value, "DE"))
    except phonenumbers.NumberParseException:
        valid = False
    if not valid or re.search(r"[^\d\s/()+-]", value):
        raise fault("phone", value=value)
    return value


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.netloc) or " " in value:
        raise fault("url", value=value)
    return value


def _opening(value: str) -> str:
    try:
        parse(value)
    except HolidayRuleError:
        raise fault("opening_holiday", value=value) from None
    except OpeningSyntaxError:
        raise fault("opening", value=value) from None
    return value


def _age_range(value: tuple[int, int]) -> tuple[int, int]:
    if not -9 <= value[0] < value[1] <= 324:
        raise fault("age_range", value=list(value))
    return value


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if values.count(value) > 1:
            raise fault("double_item", value=value)
    return values


def _known(terms: Callable[[], Mapping[str, object]]) -> Callable[[Any], Any]:
    def check(values: Any) -> Any:
        for value in values:
            if value not in terms():
                raise fault("unknown_term", value=value, hint=hint(value, terms()))
        return values

    return check


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, AfterValidator(_matches(_ID, "bad_id"))]
Phone = Annotated[str, AfterValidator(_phone)]
Email = Annotated[str, AfterValidator(_matches(_EMAIL, "email"))]
Url = Annotated[str, AfterValidator(_url)]
PostalCode = Annotated[str, AfterValidator(_matches(_POSTAL_CODE, "postal_code"))]
SourceDate = Annotated[str, AfterValidator(_matches(_SOURCE_DATE, "source_date"))]
OpeningHoursText = Annotated[str, AfterValidator(_opening)]
AgeRange = Annotated[tuple[int, int], AfterValidator(_age_range)]
Unique = Annotated[tuple[Text, ...], AfterValidator(_unique)]
TopicIds = Annotated[Unique, AfterValidator(_known(taxonomy.topics))]
LifePhaseIds = Annotated[Unique, AfterValidator(_known(taxonomy.life_phases))]
CrisisRanks = Annotated[dict[str, int], AfterValidator(_known(taxonomy.crises))]
