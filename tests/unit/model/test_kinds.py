"""Known values of every kind: what is read, how it is written, what is refused and why."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from pydantic import ValidationError

from kamgraph.model.entities import SCHEMA, Organization, Person
from kamgraph.model.kinds import (
    Boolean,
    Choice,
    Currency,
    Date,
    Identifier,
    Integer,
    Kind,
    Number,
    Several,
    Text,
    normalised,
    value_of,
)
from kamgraph.model.vocabulary import Channel, Role

READ: list[tuple[Kind, str, str, bool]] = [
    # kind, as read, as written, whether it is counted as tolerated
    (Date(), "2026-12-31", "2026-12-31", False),
    (Date(), "31.12.2026", "2026-12-31", True),
    (Date(), "1.2.2026", "2026-02-01", True),
    (Date(), "2026-12-31 00:00", "2026-12-31", True),
    (Date(), "2026-12-31T00:00:00", "2026-12-31", True),
    (Date(), "2026-12-31 00:00:00.000", "2026-12-31", True),
    (Date(), "2024-02-29", "2024-02-29", False),
    (Date(), "0001-01-01", "0001-01-01", False),
    (Number(), "0,5", "0.5", True),
    (Number(), "0.5", "0.5", False),
    (Number(), ".5", "0.5", False),
    (Number(), "-1.50", "-1.5", False),
    (Number(), "1234.5", "1234.5", False),
    (Number(), "1.234", "1.234", False),
    (Number(), "0,123", "0.123", True),
    (Number(), "1234,567", "1234.567", True),
    (Number(), "-0", "0", False),
    (Number(), "1e3", "1000", False),
    (Number(), "1e22", "1e+22", False),
    (Number(), "0.1", "0.1", False),
    (Number(0, 1), "1", "1", False),
    (Integer(0, 4), "4", "4", False),
    (Integer(0, 4), "4.0", "4", True),
    (Integer(0, 4), "+04", "4", False),
    (Boolean(), "true", "true", False),
    (Boolean(), "TRUE", "true", True),
    (Boolean(), "WAHR", "true", True),
    (Boolean(), "Falsch", "false", True),
    (Choice(Channel), "email", "email", False),
    (Several(Role), "user|decider|user", "user|decider", False),
    (Several(Role), "decider | initiator", "initiator|decider", False),
    (Several(), "fr| de |fr||en", "fr|de|en", False),
    (Several(), "|", "", False),
    (Currency(), "EUR", "EUR", False),
    (Identifier(), "Müller, A.", "Müller, A.", False),
    (Identifier(), "x" * 200, "x" * 200, False),
    (Text(), "a\tb\nc", "a\tb\nc", False),
]


@pytest.mark.parametrize(("kind", "raw", "written", "tolerated"), READ)
def test_read_and_written(kind: Kind, raw: str, written: str, tolerated: bool) -> None:
    text = kind.text(kind.read(raw))
    assert text == written
    assert kind.tolerated(raw) is tolerated
    if text:
        assert kind.text(kind.read(text)) == text
        assert not kind.tolerated(text)
    assert kind.restored(kind.stored(text)) == text


REFUSED: list[tuple[Kind, str, str]] = [
    (Date(), "12/31/2026", "is not a date; write 2026-12-31"),
    (Date(), "31.12.26", "is not a date"),
    (Date(), "2026-12-31 08:30", "is not a date"),
    (Date(), "20261231", "is not a date"),
    (Date(), "2026-W01-1", "is not a date"),
    (Date(), "31.02.2026", "is no day of the calendar"),
    (Date(), "2025-02-29", "is no day of the calendar"),
    (Date(), "0000-01-01", "is no day of the calendar"),
    (Date(), "٢٠٢٦-١٢-٣١", "is not a date"),
    (Number(), "1,234", "could mean 1234 or 1.234; write the one you mean"),
    (Number(), "-12,345", "could mean -12345 or -12.345"),
    (Number(), "1.234,5", "without thousands separators"),
    (Number(), "1,234.5", "without thousands separators"),
    (Number(), "1 234", "is not a number"),
    (Number(), "1_000", "is not a number"),
    (Number(), "nan", "is not a number"),
    (Number(), "inf", "is not a number"),
    (Number(), "1e999", "is too large"),
    (Number(), "٣", "is not a number"),
    (Number(), "5 %", "is not a number"),
    (Number(0, 1), "1.0001", "is out of range; from 0 to 1"),
    (Number(0, 1), "-0.1", "is out of range"),
    (Integer(0, 4), "5", "is out of range; from 0 to 4"),
    (Integer(0, 4), "2.5", "is not a whole number from 0 to 4"),
    (Integer(0, 4), "1" * 5000, "is not a whole number"),
    (Boolean(), "1", "is neither true nor false"),
    (Boolean(), "yes", "is neither true nor false"),
    (Choice(Channel), "e-mail", "is not known; did you mean 'email'?"),
    (Choice(Channel), "zzz", "known are: meeting, video"),
    (Several(Role), "user|chef", "is not known"),
    (Currency(), "eur", "write three capital letters, as EUR"),
    (Currency(), "EURO", "three capital letters"),
    (Identifier(), "x" * 201, "is longer than 200 characters"),
    (Identifier(), "a\nb", "line break or tab"),
    (Identifier(), "a\tb", "line break or tab"),
]


@pytest.mark.parametrize(("kind", "raw", "words"), REFUSED)
def test_refused(kind: Kind, raw: str, words: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as caught:
        kind.read(raw)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  a  ", "a"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\u00a0a\u2003", "a"),
        ("e\u0301", "é"),
        ("\ufb01", "\ufb01"),  # NFC, not NFKC: ligatures stay
        ("שלום", "שלום"),
        ("\U0001f600", "\U0001f600"),
        ("\t", ""),
    ],
)
def test_normalised(raw: str, text: str) -> None:
    assert normalised(raw) == text
    assert normalised(text) == text


@pytest.mark.parametrize("raw", ["a\x00", "\x1b[31m", "a\x7f", "a\x85b", "\x0b", "\x1f a"])
def test_control_characters_are_refused(raw: str) -> None:
    with pytest.raises(ValueError, match=r"control character U\+00"):
        normalised(raw)


@pytest.mark.parametrize("raw", ["\ud800x", "a\udfffb"])
def test_lone_surrogates_are_refused(raw: str) -> None:
    with pytest.raises(ValueError, match="half a character"):
        normalised(raw)


def test_longest_text_is_counted_in_utf16_units() -> None:
    emoji = "\U0001f600"  # two units
    assert normalised("x" * 32_767) == "x" * 32_767
    assert normalised(emoji * 16_383 + "x") == emoji * 16_383 + "x"
    assert normalised("é" * 32_767) == "é" * 32_767
    for text in ("x" * 32_768, emoji * 16_384, "é" * 32_768):
        with pytest.raises(ValueError, match="longer than 32,767"):
            normalised(text)


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (Date(), date(2026, 12, 31), date(2026, 12, 31)),
        (Number(), 0.5, 0.5),
        (Number(), 3, 3.0),
        (Integer(0, 4), 3.0, 3),
        (Boolean(), True, True),
        (Text(), 1001, "1001"),
        (Text(), 1001.0, "1001"),
        (Identifier(), 7.0, "7"),
        (Several(), ["b", "a"], ("b", "a")),
        (Several(Role), {Role.USER, Role.INITIATOR}, (Role.INITIATOR, Role.USER)),
        (Text(), "  ", None),
        (Text(), None, None),
    ],
)
def test_value_of(kind: Kind, value: object, read: object) -> None:
    assert value_of(kind, value) == read


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Date(), datetime(2026, 12, 31, 8, 30)),
        (Integer(0, 4), True),
        (Boolean(), 1),
        (Integer(0, 4), 2.5),
        (Number(), float("nan")),
        (Number(), float("inf")),
        (Text(), 0.1),
        (Text(), object()),
        (Several(), ["a|b"]),
        (Text(), True),
    ],
)
def test_value_of_refuses(kind: Kind, value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        value_of(kind, value)


def test_rows_read_like_cells() -> None:
    person = Person.model_validate(
        {"id": " p1 ", "organization": "us", "joined": "31.12.2026", "languages": "de|en|de"}
    )
    assert person.id == "p1"
    assert person.joined == date(2026, 12, 31)
    assert person.languages == ("de", "en")
    table = SCHEMA.table("people")
    assert table.from_texts(table.texts(person)) == person


def test_rows_are_frozen_and_closed() -> None:
    with pytest.raises(ValidationError):
        Organization.model_validate({"id": "a", "name": "A", "kind": "own", "size": "3"})
    row = Organization(id="a", name="A", kind="own")
    with pytest.raises(ValidationError):
        row.name = "B"  # type: ignore[misc]


@pytest.mark.parametrize("table", SCHEMA.names)
def test_every_kind_describes_itself(table: str) -> None:
    for field in SCHEMA.table(table).fields:
        assert field.column.kind.describe()
        assert field.column.explanation.endswith(".")
