"""Seeded random portfolios that keep every rule of the data set and sit on its edges."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from .files import COLUMNS, write_csv, write_policy
from .random_policy import random_policy
from .strength import BUYING_ROLES, Row, Tables

__all__ = ["COLUMNS", "as_of", "random_policy", "random_portfolio", "write_csv", "write_policy"]

FUNCTIONS = (
    *("executive", "key_account", "sales", "purchasing", "engineering", "research", "production"),
    *("quality", "logistics", "it", "finance", "legal", "marketing", "service", "hr", "other"),
)
SELLING_ROLES = ("lead", "sponsor", "member", "expert", "service", "back_office")
ECOSYSTEM_ROLES = ("partner", "consultant", "referrer", "competitor", "regulator")
STANCES = ("champion", "supporter", "neutral", "sceptic", "opponent", "unknown", None)
CHANNELS = ("meeting", "video", "event", "call", "order", "email", "message", "other")
# Their code-point order differs from a locale's, from an order without case, and (the letter
# outside the basic plane) from UTF-16's.
STEMS = (
    *("a", "Z", "z", "ä", "Ä", "é", "Ω", "ß", "ß s", "Anna Größe", "Łukasz", "ı", "İ", "ﬁ"),
    *("𝔸", "日本", "p", "P", "10", "9", "Müller, Jörg", 'O"Neil', "D'Arcy", "x|y", "#"),
)
# What a spreadsheet would take for a formula, and what only looks like it.
STARTS = ("=", "'=", "@", "+49 ", "＝", "''＋", "'s-")
NAMES = (
    "Jörg Müller",
    "Zoë Ångström",
    "Łucja Żak",
    "=1+1",
    "-x",
    "李雷",
    'Eve "E" Ode',
    "'s-Graaf",
)


def as_of(seed: int) -> date:
    """The as-of date of a seed: leap days and turns of the year among others."""
    rng = random.Random(f"date {seed}")
    fixed = [date(2026, 11, 21), date(2024, 2, 29), date(2026, 1, 1), date(2025, 12, 31)]
    if rng.random() < 0.7:
        return rng.choice(fixed)
    return date(2022, 1, 1) + timedelta(days=rng.randrange(2000))


def random_portfolio(seed: int) -> Tables:
    """A valid portfolio full of edge cases; the same for the same seed."""
    return _Maker(seed).make()


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"portfolio {seed}")
        self.t = as_of(seed)
        self.tables: Tables = {name: [] for name in COLUMNS}
        self.count = 0
        self.own_orgs: list[str] = []
        self.own: list[str] = []
        self.others: list[str] = []  # people of no own organization
        self.kind_of: dict[str, str] = {}
        # A large equal portfolio makes the bus factor a search; ties make orders matter.
        self.large = seed % 25 == 24
        self.equal = self.large or seed % 6 == 3

    # -- small choices ---------------------------------------------------------------

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def day(self, offset: int) -> date:
        return self.t + timedelta(days=offset)

    def new_id(self, prefix: str) -> str:
        """A fresh id; the number makes it unique."""
        self.count += 1
        if self.chance(0.3):
            return f"{prefix}{self.count}"
        text = f"{self.rng.choice(STEMS)} {self.count}" if self.chance(0.5) else ""
        text = text or f"{self.rng.choice(STEMS)}{self.count}"
        return self.rng.choice(STARTS) + text if self.chance(0.04) else text

    def add(self, table: str, **values: Any) -> Row:
        row: Row = {column: values.pop(column, None) for column in COLUMNS[table]}
        assert not values, values
        self.tables[table].append(row)
        return row

    def span(self, always: float = 0.6) -> tuple[date | None, date | None]:
        """since and until, often exactly at the as-of date."""
        if self.chance(always):
            return None, None
        a, b = self.rng.randrange(1, 400), self.rng.randrange(1, 400)
        return self.rng.choice(
            [
                (self.day(-a), None),
                (self.t, None),
                (None, self.t),
                (None, self.day(b)),
                (self.day(a), None),
                (self.day(-a), self.t),
                (self.day(-a - b), self.day(-a)),
                (self.day(-a), self.day(b)),
                (self.t, self.day(1)),
                (self.day(-1), self.t),
                (self.day(1), self.day(1 + b)),
                (None, self.day(1)),
                (None, self.day(-a)),
            ]
        )

    def note(self) -> str | None:
        texts = ["ok", "line one\nline two", "=SUM(A1)", "a, b; c", "Größe — gut", "'@x", "-1"]
        return self.rng.choice(texts) if self.chance(0.08) else None

    def some(self, vocabulary: tuple[str, ...], sizes: list[int]) -> list[str] | None:
        """A few values in the vocabulary's order; None where empty."""
        chosen = self.rng.sample(vocabulary, min(self.rng.choice(sizes), len(vocabulary)))
        return [value for value in vocabulary if value in chosen] or None

    # -- the tables ------------------------------------------------------------------

    def make(self) -> Tables:
        rng = self.rng
        self.organization("own", None)
        if self.chance(0.3):
            self.organization("own", self.own_orgs[0])
        outside = [self.organization(kind, None) for kind in ("partner", "competitor")]
        for kind in ("consultant", "competitor", "regulator", "supplier", "other"):
            if self.chance(0.3):
                outside.append(self.organization(kind, None))
        for _ in range(20 if self.large else rng.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9])):
            self.own.append(self.person(rng.choice(self.own_orgs), own=True))
        ecosystem = [self.person(rng.choice(outside)) for _ in range(rng.choice([0, 1, 3, 5, 6]))]
        before: list[str] = []
        for _ in range(1 if self.large else rng.choice([1, 1, 2, 3, 4])):
            before = self.account(outside, ecosystem, before)
        self.relations()
        self.organization_ties()
        people = self.tables["people"]
        for row in people:
            if self.chance(0.05) and len(people) > 1:
                row["successor"] = rng.choice([o["id"] for o in people if o is not row])
        for rows in self.tables.values():
            rng.shuffle(rows)
        self.acceptances()
        return self.tables

    def acceptances(self) -> None:
        """Accepted findings, many of which no longer hold, or never spoke of a finding."""
        # Choices of its own, so that the other tables of a seed stay what they were.
        rng = self.rng = random.Random(f"acceptances {self.t} {self.count}")
        for account in self.tables["accounts"]:
            members = [
                row["person"]
                for row in self.tables["memberships"]
                if row["account"] == account["id"]
            ]
            deals = [
                row["id"] for row in self.tables["opportunities"] if row["account"] == account["id"]
            ]
            for _ in range(rng.choice([0, 5, 12, 25])):
                until = self.day(rng.choice([0, 1, 90, 400, 400, -10]))
                begun = [None, self.t, self.day(1), self.day(-20), self.day(-500)]
                self.add(
                    "acceptances",
                    rule=f"K{rng.randint(1, 17):02}",
                    account=account["id"],
                    until=until,
                    reason=rng.choice(["known", "=later", "im Frühjahr"]),
                    opportunity=rng.choice([None, None, *deals]),
                    person=rng.choice([None, None, rng.choice(members)]) if members else None,
                    role=rng.choice([*[None] * 8, "decider", "user", "buyer", "approver"]),
                    accepted_on=rng.choice([day for day in begun if day is None or day < until]),
                    value=rng.choice([None, None, 0, 0.25, 0.5, 0.5, 0.7, 1, 1, 2, 3, 5, 1000]),
                )

    def organization(self, kind: str, parent: str | None) -> str:
        row = self.add(
            "organizations",
            id=self.new_id("O"),
            name=self.rng.choice(["Nordwerk AG", "Süd & Söhne", "=Acme", "Ørsted", "A, B"]),
            kind=kind,
            parent=parent,
            industry=self.rng.choice([None, "Chemie"]),
            country=self.rng.choice([None, "DE", "AT"]),
        )
        self.kind_of[row["id"]] = kind
        if kind == "own":
            self.own_orgs.append(row["id"])
        return str(row["id"])

    def person(self, organization: str, own: bool = False, influence: Any = "any") -> str:
        rng = self.rng
        vacant = self.chance(0.02 if own else 0.07)
        if self.large:
            vacant = False
        joined, left = self.employment() if not self.large else (None, None)
        if influence == "any":
            influence = rng.choice([None, None, 0.0, 2.5, 5.0, 5.0, 7.0, 8.0, 10.0, 10.0])
        if self.equal:
            influence = 5.0 if influence else influence
        functions = [None, *FUNCTIONS, "purchasing", "purchasing", "sales", "key_account"]
        level = rng.choice([None, 1, 2, 3, 3, 4, 5])
        if self.equal:
            functions, level = (["sales"] if own else ["purchasing", "production"]), 3
        row = self.add(
            "people",
            id=self.new_id("P"),
            organization=organization,
            name=rng.choice([None, "N.N."]) if vacant else rng.choice(NAMES),
            title=rng.choice([None, "Leiter Einkauf", "CEO"]),
            function=rng.choice(functions),
            level=level,
            influence=influence,
            location=rng.choice([None, "Köln"]),
            languages=rng.choice([None, ["de"], ["en", "de"]]),
            email=rng.choice([None, "jm@example.org"]),
            phone=rng.choice([None, "+49 221 0000"]),
            vacant=True if vacant else rng.choice([None, False]),
            joined=joined,
            left=left,
            attrition=rng.choice([None, None, None, 0.0, 1.0, 0.3]),
            note=self.note(),
        )
        if not own:
            self.others.append(row["id"])
        return str(row["id"])

    def employment(self) -> tuple[date | None, date | None]:
        if self.chance(0.8):
            return None, None
        a, b = self.rng.randrange(1, 900), self.rng.randrange(1, 900)
        return self.rng.choice(
            [
                (self.day(-a), None),
                (self.t, None),
                (self.day(1), None),
                (self.day(a), self.day(a + b)),
                (None, self.t),
                (None, self.day(1)),
                (None, self.day(-a)),
                (None, self.day(a)),
                (self.day(-a - b), self.day(-a)),
                (self.day(-a), self.t),
                (self.day(-a), self.day(b)),
            ]
        )

    def account(self, outside: list[str], ecosystem: list[str], before: list[str]) -> list[str]:
        """One account with its centers and contacts; returns its stakeholders."""
        rng = self.rng
        group = self.organization("customer", None) if self.chance(0.2) else None
        root = self.organization("customer", group)
        orgs = [root] + [self.organization("customer", root) for _ in range(rng.choice([0, 1, 2]))]
        n = rng.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
        n = rng.choice([9, 12]) if self.large else n
        powerless = self.chance(0.07)
        stakeholders = [
            self.person(
                rng.choice(outside) if self.chance(0.08) else rng.choice(orgs),
                influence=0.0 if powerless else "any",
            )
            for _ in range(n)
        ]
        if n and before and self.chance(0.4):
            stakeholders += rng.sample(before, min(2, len(before)))
        account = root if self.chance(0.25) else self.new_id("A")
        size = len(stakeholders)
        self.add(
            "accounts",
            id=account,
            name=rng.choice(["Ährenfeld", "Zeta", "alpha", "@home"]),
            organization=root,
            manager=rng.choice([None, *self.own]),
            expected_size=rng.choice([None, None, 0, max(0, size - 2), size, size + 3]),
            tier=rng.choice([None, "A"]),
            note=self.note(),
        )
        chances: list[str | None] = [None, None]
        for _ in range(rng.choice([0, 0, 1, 2])):
            chances.append(self.opportunity(account))
        if not self.chance(0.05):  # else an account without members
            for b in stakeholders:
                self.member(account, "buying", b, chances)
            around = rng.sample(ecosystem, min(rng.choice([0, 1, 3, 5]), len(ecosystem)))
            for p in around:
                self.member(account, "ecosystem", p, chances)
            if stakeholders and self.chance(0.1):  # in both centers at once
                self.member(account, "ecosystem", rng.choice(stakeholders), chances)
            sellers = 0 if self.chance(0.12) else rng.randint(min(1, len(self.own)), len(self.own))
            for s in rng.sample(self.own, len(self.own) if self.large else sellers):
                self.member(account, "selling", s, chances)
        self.pairs(stakeholders + (rng.sample(ecosystem, 1) if ecosystem else []))
        if self.chance(0.6):
            self.ways([*stakeholders, *ecosystem])
        return stakeholders

    def opportunity(self, account: str) -> str:
        money = self.chance(0.5)
        row = self.add(
            "opportunities",
            id=self.new_id("Q"),
            account=account,
            name="Rahmenvertrag",
            stage=self.rng.choice([None, "offer"]),
            value=1250000.5 if money else None,
            currency="EUR" if money else None,
            close_date=self.rng.choice([None, self.day(90)]),
            probability=self.rng.choice([None, 0.0, 0.35, 1.0]),
        )
        return str(row["id"])

    def member(self, account: str, center: str, person: str, chances: list[str | None]) -> None:
        rng = self.rng
        vocabulary = {"buying": BUYING_ROLES, "selling": SELLING_ROLES}.get(center, ECOSYSTEM_ROLES)
        for _ in range(1 if self.large else rng.choice([1, 1, 1, 1, 2, 2, 3])):
            since, until = self.span(1.0 if self.large else 0.7)
            roles = self.some(vocabulary, [0, 1, 1, 1, 2, 3])
            if self.equal and center == "buying":
                roles = rng.choice([["decider"], ["decider", "buyer"]])
            row = self.add(
                "memberships",
                account=account,
                center=center,
                person=person,
                opportunity=rng.choice(chances),
                roles=roles,
                stance=rng.choice(STANCES) if center == "buying" else None,
                source_of_fact=rng.choice([None, "visit"]),
                stated_on=rng.choice([None, self.day(-20)]),
                stated_by=rng.choice([None, "JM"]),
                since=since,
                until=until,
                phases=rng.choice([None, None, ["need", "choice"]]),
                note=self.note(),
            )
            if self.chance(0.03):
                self.tables["memberships"].append(dict(row))

    # -- strength --------------------------------------------------------------------

    def pairs(self, stakeholders: list[str]) -> None:
        """Contacts and interactions; some own people leave no more than a trace."""
        rng = self.rng
        density = rng.choice([0.1, 0.3, 0.5, 0.8])
        for s in self.own:
            trace = self.chance(0.15)
            for b in stakeholders:
                if self.large:
                    if self.chance(0.2):
                        self.contact(s, b, 2, None, None, None)
                elif trace:
                    if self.chance(0.3):
                        self.trace(s, b)
                elif self.chance(density):
                    if self.chance(0.75):
                        self.history(s, b)
                    if self.chance(0.4):
                        self.talks(s, b)

    def contact(
        self,
        s: str,
        b: str,
        level: int,
        last: date | None,
        since: date | None,
        until: date | None,
    ) -> None:
        # A pair shared by two accounts already has its row; two at one date are not allowed.
        for row in self.tables["contacts"]:
            if (row["own"], row["person"]) == (s, b) and _overlap(row, since, until):
                return
        self.add(
            "contacts",
            own=s,
            person=b,
            level=level,
            target=self.rng.choice([None, None, 0, 2, 3, 4]),
            last_contact=last,
            since=since,
            until=until,
            source=self.rng.choice([None, "CRM"]),
            note=self.note(),
        )

    def last_contact(self) -> date | None:
        rng = self.rng
        if self.equal:
            return rng.choice([None, self.t])
        days = rng.choice([0, 0, 180, 360, 1, 30, 30, 90, rng.randrange(2000), -1, -40])
        return None if self.chance(0.3) else self.day(-days)

    def level(self) -> int:
        return self.rng.choice([1, 2, 2] if self.equal else [0, 1, 1, 2, 2, 3, 3, 4, 4])

    def history(self, s: str, b: str) -> None:
        """One row, or rows that follow each other (with or without a gap)."""
        if self.chance(0.75):
            since, until = self.span(0.75)
            self.contact(s, b, self.level(), self.last_contact(), since, until)
            return
        turn = self.rng.choice([-200, -10, -1, 0, 0, 1, 10])
        begin = None if self.chance(0.5) else self.day(-500)
        end = None if self.chance(0.7) else self.day(500)
        gap = self.rng.choice([0, 0, 0, 5])
        self.contact(s, b, self.level(), self.last_contact(), begin, self.day(turn))
        self.contact(s, b, self.level(), self.last_contact(), self.day(turn + gap), end)

    def trace(self, s: str, b: str) -> None:
        """A tie around the threshold of 0.05."""
        pick = self.rng.randrange(4)
        if pick == 0:
            self.contact(s, b, 1, self.day(-self.rng.choice([400, 417, 418, 430])), None, None)
        elif pick == 1:
            self.interaction(s, b, self.t, "email", False)
        elif pick == 2:
            self.interaction(s, b, self.day(-self.rng.choice([170, 200])), "email", None)
        else:
            self.interaction(s, b, self.day(-self.rng.choice([60, 100])), "order", False)

    def talks(self, s: str, b: str) -> None:
        """Interactions: none, scattered, or at a rhythm with a silence near the thresholds."""
        rng = self.rng
        if self.chance(0.35):
            gap = rng.choice([1, 7, 10, 30])
            silence = gap * rng.choice([1, 3, 3, 5, 8, 8, 10]) + rng.choice([0, 0, 0, -1, 1])
            for n in range(rng.choice([3, 4, 5, 6])):
                self.interaction(s, b, self.day(-max(0, silence) - n * gap))
            return
        for _ in range(rng.choice([1, 2, 3, 6])):
            when = self.day(-rng.choice([0, 1, 5, 5, 40, 100, 360, rng.randrange(900), -1, -30]))
            for _ in range(rng.choice([1, 1, 1, 2])):
                self.interaction(s, b, when)

    def interaction(
        self, s: str, b: str, when: date, channel: Any = None, two: Any = "any"
    ) -> None:
        rng = self.rng
        self.add(
            "interactions",
            date=when,
            own=s,
            person=b,
            channel=channel or rng.choice(CHANNELS),
            two_way=rng.choice([None, True, True, False]) if two == "any" else two,
            id=self.new_id("I") if self.chance(0.3) else None,
            subject=rng.choice([None, None, "Preisgespräch", "-", "+1"]),
        )

    # -- ties ------------------------------------------------------------------------

    def relations(self) -> None:
        rng = self.rng
        people = self.others if self.chance(0.6) else self.others + self.own
        # Bosses stand earlier in the list: no cycle at any date.
        for n, source in enumerate(people[1:], start=1):
            if self.chance(0.4):
                self.reports(source, people[:n])
        if len(people) < 2 or not self.others:
            return
        weights = [None, None, 0.0, 0.25, 0.25, 0.5, 0.6, 1.0]
        for _ in range(rng.choice([0, 3, 10, 25])):
            a, b = rng.sample(people, 2)
            kind = rng.choice(["influences", "knows", "knows", "conflicts", "assists"])
            for _ in range(rng.choice([1, 1, 1, 2])):
                since, until = self.span(0.7)
                self.tie(a, b, kind, rng.choice(weights), since, until)
            if self.chance(0.2):
                since, until = self.span(0.7)
                self.tie(b, a, kind, rng.choice(weights), since, until)
        rivals = [o for o, kind in self.kind_of.items() if kind == "competitor"]
        rivals += [row["id"] for row in self.tables["people"] if row["organization"] in rivals]
        for _ in range(rng.choice([0, 2, 6])):
            a, b = rng.choice(rivals), rng.choice(self.others)
            if a != b:
                self.tie(a, b, "contact", rng.choice(weights), *self.span(0.7))

    def ways(self, people: list[str]) -> None:
        """Chains and meshes of who knows and influences whom, around one account."""
        rng = self.rng
        if len(people) < 2:
            return
        strong = [None, 0.9, 0.5, 0.25, 0.25, 0.24, 0.0] if not self.equal else [None, 0.5]
        if self.chance(0.5):
            order = rng.sample(people, len(people))
            for a, b in pairwise(order):
                self.tie(
                    a, b, rng.choice(["knows", "influences"]), rng.choice(strong), *self.often()
                )
        for _ in range(rng.choice([0, 1, 2]) * len(people)):
            a, b = rng.sample(people, 2)
            kind = rng.choice(["knows", "influences"])
            self.tie(a, b, kind, rng.choice(strong), *self.often())

    def often(self) -> tuple[date | None, date | None]:
        """A span that mostly holds today."""
        return self.span(0.9)

    def reports(self, source: str, bosses: list[str]) -> None:
        """One boss, or two who follow each other."""
        rng = self.rng
        if self.chance(0.75):
            self.tie(source, rng.choice(bosses), "reports_to", None, *self.span(0.8))
            return
        turn = self.day(rng.choice([-100, 0, 0, 100]))
        self.tie(source, rng.choice(bosses), "reports_to", None, None, turn)
        self.tie(source, rng.choice(bosses), "reports_to", None, turn, None)

    def tie(
        self,
        source: str,
        target: str,
        kind: str,
        weight: float | None,
        since: date | None,
        until: date | None,
    ) -> None:
        self.add(
            "ties",
            source=source,
            target=target,
            kind=kind,
            weight=weight,
            since=since,
            until=until,
            source_of_fact=self.rng.choice([None, "LinkedIn"]),
            note=self.note(),
        )

    def organization_ties(self) -> None:
        ids = list(self.kind_of)
        for _ in range(self.rng.choice([0, 0, 1, 3])):
            a, b = self.rng.sample(ids, 2)
            kind = self.rng.choice(["owns", "supplies", "advises", "partners", "competes"])
            self.tie(a, b, kind, None, *self.span())


def _overlap(row: Row, since: date | None, until: date | None) -> bool:
    begins_before = until is None or row["since"] is None or row["since"] < until
    ends_after = since is None or row["until"] is None or row["until"] > since
    return begins_before and ends_after
