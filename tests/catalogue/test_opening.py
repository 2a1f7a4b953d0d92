"""Opening hours around midnight, holidays and the change of clocks, in words a parent understands."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bruecke.catalogue.opening import Opening, is_always, is_open, opening_at, parse

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = "Mo-Fr 09:00-17:00; Tu,Th 09:00-19:00; PH off"
DAILY = "Mo-Su,PH 07:00-22:00"
DOCTOR = "Mo,Tu,Th 00:00-08:00,18:00-24:00; We,Fr 00:00-08:00,13:00-24:00; Sa,Su,PH 00:00-24:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("hours", "now", "text", "is_open_now"),
    [
        ("24/7", "2026-12-25T03:00", "rund um die Uhr", True),
        ("Mo-Su 00:00-24:00", "2026-11-24T03:00", "rund um die Uhr", True),
        (OFFICE, "2026-11-23T09:00", "jetzt offen bis 17 Uhr", True),
        (OFFICE, "2026-11-23T08:59", "öffnet heute um 9 Uhr", False),
        (OFFICE, "2026-11-23T17:00", "öffnet morgen um 9 Uhr", False),
        (OFFICE, "2026-11-24T18:30", "jetzt offen bis 19 Uhr", True),
        (OFFICE, "2026-11-27T17:00", "öffnet Montag um 9 Uhr", False),
        ("Tu 08:30-12:00,13:30-15:30", "2026-11-24T08:30", "jetzt offen bis 12 Uhr", True),
        ("Tu 08:30-12:00,13:30-15:30", "2026-11-24T12:00", "öffnet heute um 13:30 Uhr", False),
        ("Tu 08:30-12:00,13:30-15:30", "2026-11-24T15:30", "öffnet am 1. Dezember um 8:30 Uhr", False),
        # public holidays: all Germany, and those that only North Rhine-Westphalia has
        (OFFICE, "2026-12-25T10:00", "öffnet Montag um 9 Uhr", False),
        (OFFICE, "2027-05-27T10:00", "öffnet morgen um 9 Uhr", False),  # Fronleichnam
        (OFFICE, "2027-11-01T10:00", "öffnet morgen um 9 Uhr", False),  # Allerheiligen
        (OFFICE, "2026-10-31T10:00", "öffnet Montag um 9 Uhr", False),  # Reformation is no holiday here, but a Saturday
        (OFFICE, "2028-10-31T10:00", "jetzt offen bis 19 Uhr", True),  # … and here a Tuesday
        (DAILY, "2026-12-25T10:00", "jetzt offen bis 22 Uhr", True),
        (DAILY, "2027-05-27T21:59", "jetzt offen bis 22 Uhr", True),
        ("Mo-Fr 18:00-21:00; Sa,Su,PH 10:00-13:00", "2027-11-01T10:30", "jetzt offen bis 13 Uhr", True),
        ("Mo-Fr 18:00-21:00; Sa,Su,PH 10:00-13:00", "2027-11-01T18:30", "öffnet morgen um 18 Uhr", False),
        # over midnight and over the weekend
        ("Mo-Su,PH 20:00-24:00", "2026-11-24T23:59", "jetzt offen bis 24 Uhr", True),
        (DOCTOR, "2026-11-23T19:00", "jetzt offen bis morgen 8 Uhr", True),
        (DOCTOR, "2026-11-24T02:00", "jetzt offen bis 8 Uhr", True),
        (DOCTOR, "2026-11-27T13:00", "jetzt offen bis Montag um 8 Uhr", True),
        (DOCTOR, "2026-11-23T08:00", "öffnet heute um 18 Uhr", False),
        # every month
        ("We[-1] 09:00-12:00", "2026-11-24T09:00", "öffnet morgen um 9 Uhr", False),
        ("We[-1] 09:00-12:00", "2026-11-25T12:00", "öffnet am 30. Dezember um 9 Uhr", False),
        ("Mo[1],Mo[3] 09:00-12:00; PH off", "2026-12-07T10:00", "jetzt offen bis 12 Uhr", True),
    ],
)
def test_hours_are_said_in_words(hours: str, now: str, text: str, is_open_now: bool) -> None:
    opening = opening_at(hours, None, at(now))
    assert (opening.text, opening.open_now) == (text, is_open_now)


def test_next_change_is_told_with_its_time_zone() -> None:
    assert opening_at(OFFICE, None, at("2026-11-24T10:00")).next == "2026-11-24T19:00:00+01:00"
    assert opening_at(OFFICE, None, at("2026-03-27T18:00")).next == "2026-03-30T09:00:00+02:00"
    assert opening_at("24/7", None, at("2026-11-24T10:00")).next is None


def test_clocks_go_forward_between_closing_and_opening() -> None:
    before = at("2027-03-28T01:59")
    assert opening_at("Mo-Su 01:00-05:00", None, before).next == "2027-03-28T05:00:00+02:00"
    assert opening_at("Mo-Su 02:30-05:00", None, before).next == "2027-03-28T03:00:00+02:00"


@pytest.mark.parametrize("fold", [0, 1])
def test_clocks_go_back_and_the_hour_happens_twice(fold: int) -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold)
    assert is_open("Mo-Su 02:00-03:00", twice)
    assert opening_at("Mo-Su 02:00-03:00", None, twice).next == "2026-10-25T03:00:00+01:00"


def test_any_time_zone_is_understood_as_berlin_time() -> None:
    almost_midnight = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)  # 23:59 in Berlin, a Monday
    assert not is_open("Tu 00:00-02:00", almost_midnight)
    assert is_open("Tu 00:00-02:00", almost_midnight + timedelta(minutes=1))
    assert opening_at("Tu 00:00-02:00", None, almost_midnight).text == "öffnet morgen um 0 Uhr"
    summer = datetime(2026, 7, 13, 22, 0, tzinfo=UTC)  # midnight in Berlin
    assert is_open("Tu 00:00-02:00", summer)


def test_text_stands_in_for_hours_that_cannot_be_computed() -> None:
    assert opening_at(None, "am Montag-Abend", at("2026-11-24T10:00")) == Opening("am Montag-Abend", None, None)
    assert opening_at("Mo-Fr 09:00-17:00 unknown", "nach Absprache", at("2026-11-24T10:00")).text == "nach Absprache"


def test_unknown_hours_say_nothing() -> None:
    assert opening_at(None, None, at("2026-11-24T10:00")) == Opening(None, None, None)
    assert not is_open(None, at("2026-11-24T10:00"))


def test_hours_that_never_come_again_are_closed() -> None:
    assert opening_at("2020 Mo-Fr 09:00-17:00", None, at("2026-11-24T10:00")) == Opening("zurzeit zu", False, None)


def test_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        opening_at(OFFICE, None, datetime(2026, 11, 24, 10, 0))


@pytest.mark.parametrize("hours", ["Di 9-12 Uhr", "Mo-Fr 09:00-17:00, PH off", "Mo PH 09:00-10:00", ""])
def test_unreadable_hours_are_refused(hours: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse(hours)


@pytest.mark.parametrize(
    ("hours", "always"), [("24/7", True), ("24/7; PH off", False), ("Mo-Sa 00:00-24:00", False), (None, False)]
)
def test_day_and_night_means_every_day(hours: str | None, always: bool) -> None:
    assert is_always(hours) is always
