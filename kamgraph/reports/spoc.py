"""Single-point-of-contact risk as a report: on whom the relationship hangs.

It says what an account would lose with a person, never how somebody performs.
"""

from __future__ import annotations

from kamgraph.locale.words import Words
from kamgraph.metrics.results import OwnRisk, Spoc
from kamgraph.reports import phrases
from kamgraph.reports.document import (
    Block,
    Cell,
    Column,
    Facts,
    Grid,
    Names,
    Records,
    Report,
    Sentence,
    Tone,
)
from kamgraph.reports.frame import about_account


def describe(result: Spoc, words: Words, names: Names) -> Report:
    """The report of a single-point-of-contact risk.

    Args:
        result: the risk.
        words: the reader's language.
        names: who is called what.
    """

    def body() -> list[Block]:
        return [
            *_answer(result, words, names),
            _single_threaded(result, words, names),
            _own(result, words, names),
            _numbers(result, words),
            *_ways(result, words, names),
            *_customer_side(result, words, names),
        ]

    subject = words.texts.gettext("Single-point-of-contact risk")
    return about_account(result, subject, words, names, body, _main(result))


def _answer(result: Spoc, words: Words, names: Names) -> list[Block]:
    t = words.texts
    headline = t.gettext(
        "{thin} of the weight of the buying center hangs on one person of ours or on nobody. "
        "Stakeholders who are single-threaded: {single}; orphaned: {orphaned}."
    ).format(
        thin=words.percent(result.thin_share),
        single=len(result.single_threaded),
        orphaned=len(result.orphaned),
    )
    blocks: list[Block] = [Sentence(headline)]
    if result.bus_factor is not None:
        bus = t.ngettext(
            "The relationship stands and falls with {people} (bus factor {count}).",
            "The relationship stands and falls with {people} together (bus factor {count}).",
            result.bus_factor,
        ).format(people=phrases.people(result.bus_factor_set, names), count=result.bus_factor)
        blocks.append(Sentence(bus, "bad" if result.bus_factor == 1 else "plain"))
    if result.orphaned:
        orphaned = t.gettext("Orphaned, nobody of us has an active tie: {names}.")
        blocks.append(
            Sentence(orphaned.format(names=phrases.people(result.orphaned, names)), "bad")
        )
    return blocks


def _single_threaded(result: Spoc, words: Words, names: Names) -> Grid:
    t = words.texts
    rows = [
        [
            phrases.person(row.person, names),
            Cell(words.number(row.weight)),
            phrases.person(row.own, names, "warning"),
        ]
        for row in result.single_threaded
    ]
    columns = [
        Column(t.gettext("Stakeholder")),
        Column(t.gettext("Weight"), right=True, whole=True),
        Column(t.gettext("Hangs on")),
    ]
    return Grid(t.gettext("Single-threaded"), columns, rows)


def _own(result: Spoc, words: Words, names: Names) -> Grid:
    t = words.texts
    rows = [
        [
            phrases.person(own.id, names),
            phrases.percent(own.loss, words),
            phrases.bar(own.loss_share, words, _tone(own)),
            Cell(str(own.load)),
            phrases.percent(own.share, words),
            Cell(phrases.people(own.sole, names)),
        ]
        for own in result.own
    ]
    columns = [
        Column(t.gettext("Of us")),
        Column(t.gettext("Loss"), right=True, whole=True),
        Column(t.gettext("of what we have"), whole=True),
        Column(t.gettext("Active ties"), right=True),
        Column(t.gettext("Share"), right=True, whole=True),
        Column(t.gettext("Alone with")),
    ]
    title = t.gettext("What coverage loses if one of us leaves")
    return Grid(title, columns, rows, t.gettext("Nobody of us is in contact."))


def _tone(own: OwnRisk) -> Tone:
    return "warning" if own.sole else "plain"


def _numbers(result: Spoc, words: Words) -> Facts:
    t = words.texts
    shares = [
        (
            t.gettext("Thin share"),
            result.thin_share,
            t.gettext("of the weight is single-threaded or orphaned"),
        ),
        (
            t.gettext("Orphaned share"),
            result.orphaned_share,
            t.gettext("of the weight has no active tie"),
        ),
        (
            t.gettext("Single-threaded share"),
            result.spoc_share,
            t.gettext("of the weight that has an active tie hangs on one of us"),
        ),
    ]
    rows = [(label, phrases.percent(value, words), remark) for label, value, remark in shares]
    rows += [
        (
            t.gettext("Expected loss"),
            phrases.points(result.expected_loss, words),
            t.gettext("points of coverage within a year, people leaving as likely as assumed"),
        ),
        (
            t.gettext("Robustness"),
            phrases.percent(result.robustness.value, words),
            " → ".join(words.percent(value) for value in result.robustness.curve[:4]),
        ),
    ]
    return Facts(t.gettext("Key figures"), [*rows, *_concentration(result, words)])


def _concentration(result: Spoc, words: Words) -> list[tuple[str, Cell, str]]:
    t = words.texts
    return [
        (
            t.gettext("Effective carriers"),
            Cell(words.number(result.effective_carriers, 1)),
            t.gettext("as if so many of us carried equal parts"),
        ),
        (
            t.gettext("Concentration, ours"),
            Cell(words.number(result.hhi)),
            t.gettext("HHI: 1 if one of us carries everything"),
        ),
        (
            t.gettext("Concentration, theirs"),
            Cell(words.number(result.customer_hhi)),
            t.gettext("HHI: 1 if all ties lead to one person"),
        ),
    ]


def _customer_side(result: Spoc, words: Words, names: Names) -> list[Block]:
    t = words.texts
    blocks: list[Block] = []
    if result.roles_on_one_head:
        heads = ", ".join(
            f"{words.word('role', row.role)} – {names.of(row.person)}"
            for row in result.roles_on_one_head
        )
        blocks.append(
            Sentence(t.gettext("Roles that one person alone holds: {heads}.").format(heads=heads))
        )
    return blocks


def _ways(result: Spoc, words: Words, names: Names) -> list[Block]:
    """Who stands between us and others, and how many ways there are to everybody."""
    t = words.texts
    rows = [
        [
            phrases.person(row.person, names),
            phrases.bar(row.gate_weight, words, "warning"),
            Cell(phrases.people(row.dominates, names)),
        ]
        for row in result.gatekeepers
    ]
    columns = [
        Column(t.gettext("Gatekeeper")),
        Column(t.gettext("Gates"), whole=True),
        Column(t.gettext("The only way to")),
    ]
    nobody = t.gettext("Nobody alone.")
    counted = sorted(set(result.independent_paths.values()))
    return [
        Grid(t.gettext("Who could cut us off"), columns, rows, nobody),
        Facts(
            t.gettext("Ways to a stakeholder that share nobody"),
            [_reached_by(number, result, words, names) for number in counted],
        ),
    ]


def _reached_by(number: int, result: Spoc, words: Words, names: Names) -> tuple[str, Cell, str]:
    """The stakeholders that so many independent ways lead to."""
    t = words.texts
    found = tuple(key for key, paths in result.independent_paths.items() if paths == number)
    label = t.ngettext("{count} way", "{count} ways", number).format(count=number)
    tone: Tone = "bad" if not number else "warning" if number == 1 else "good"
    return (
        t.gettext("no way") if not number else label,
        Cell(str(len(found)), tone),
        phrases.people(found, names),
    )


def _main(result: Spoc) -> Records:
    return phrases.records(
        "id name loss loss_share load share sole",
        [
            (row.id, row.name, row.loss, row.loss_share, row.load, row.share, "|".join(row.sole))
            for row in result.own
        ],
    )
