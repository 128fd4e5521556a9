"""docs/metrics.md: each number it works by hand is the one that is computed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kamgraph.findings.overview import FORMULA as PORTFOLIO
from kamgraph.findings.sensitivity import FORMULA as SENSITIVITY
from kamgraph.findings.sensitivity import sensitivity, tau_b
from kamgraph.findings.trend import FORMULA as TREND
from kamgraph.matrix import ContactMatrix
from kamgraph.metrics.alignment import alignment
from kamgraph.metrics.competition import competition
from kamgraph.metrics.coverage import coverage, undated_share
from kamgraph.metrics.diff import FORMULA as DIFF
from kamgraph.metrics.diff import diff
from kamgraph.metrics.influence import Influence, influence
from kamgraph.metrics.results import Alignment, Competition, Coverage, Envelope, Spoc, Structure
from kamgraph.metrics.rhythm import silence_ratios
from kamgraph.metrics.spoc import spoc
from kamgraph.metrics.structure import structure
from kamgraph.planning.introductions import introductions
from kamgraph.planning.next_contacts import next_contacts
from kamgraph.planning.results import AddedContact
from kamgraph.planning.succession import handover
from kamgraph.planning.what_if import what_if
from tests.unit.builders import Case, T, ago, policy, tie_strength, worked_example

DOC = Path(__file__).parents[3] / "docs" / "metrics.md"
NUMBER = re.compile(r"(?<![\d.])\d\.\d{3}(?!\d)")

Values = list[float | None]


def section(title: str) -> str:
    parts = re.split(r"(?m)^## (.*)$", DOC.read_text("utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))[title]


def strength_and_weight() -> Values:
    pair = Case().own("s").buyer("b", "buyer", "user", influence=5)
    rated = tie_strength(pair.contact("s", "b", 4, ago(180)))
    logged = Case().own("s").buyer("b").met("s", "b", 180)
    evidence = tie_strength(logged.met("s", "b", 0, channel="video", two_way=False))
    both = logged.contact("s", "b", 4, ago(180))
    rhythm = Case().own("s").buyer("b").met("s", "b", 40, 30, 24, 18).matrix()
    weight = float(pair.matrix().weight[0])
    return [rated, evidence, tie_strength(both), float(silence_ratios(rhythm)[0]), weight]


def coverage_section() -> Values:
    matrix = worked_example().matrix()
    result = coverage(matrix)
    purchasing = next(row for row in result.by.function if row.key == "purchasing")
    shares = (result.reach, result.active, result.redundant, result.roles, result.roles_identified)
    return [
        result.weighted.value,
        result.indirect.value,
        {row.id: row.indirect for row in result.people}["ines"],
        *(share.value for share in shares),
        result.target.value,
        result.density,
        result.authority,
        result.quality,
        result.bounds.lower,
        result.bounds.upper,
        purchasing.weighted,
        float(undated_share(matrix)[0]),
        *(
            1 - (1 - 0.5) * (1 - 0.25),
            0.5 + 0.3 + 0.2 * 0.625,
        ),  # uwe and the sum in the upper bound
    ]


def spoc_section() -> Values:
    result = spoc(worked_example().matrix())
    anna, ben = result.own
    assert (anna.load, ben.load, anna.sole, ben.sole) == (3, 1, ("bert", "dora"), ())
    assert (result.bus_factor, result.bus_factor_set) == (1, ("anna",))
    assert len(result.roles_on_one_head) == 4
    assert {row.person: row.dominates for row in result.gatekeepers} == {
        "anna": ("bert",),
        "uwe": ("ines",),
    }
    assert result.independent_paths == {"bert": 1, "dora": 2, "ines": 1, "uwe": 2}
    stays = 0.45 + 0.4 * 0.675 + 0.2 * (1 - 0.775**2)
    return [
        result.thin_share,
        result.orphaned_share,
        result.spoc_share,
        *(anna.loss, anna.loss_share, anna.share),
        *(ben.loss, ben.loss_share, ben.share),
        result.hhi,
        result.effective_carriers,
        result.customer_hhi,
        *result.robustness.curve,
        result.robustness.value,
        *(stays, 0.75 * 0.9, 1 - 0.25 * 0.9),
        result.expected_loss,
        *(row.gate_weight for row in result.gatekeepers),
    ]


def alignment_section() -> Values:
    matrix = worked_example().matrix()
    result = alignment(matrix)
    scarce = alignment(worked_example().matrix(policy(capacity=1)))
    fits = [0.75, 1.0, 0.2, 0.15, 0.1, 0.15, 0.375, 0.5]
    shown = {row.person: row.fit for row in result.counterparts}
    assert shown == pytest.approx({"dora": 0.75, "bert": 1.0, "ines": 0.375, "uwe": 0.5})
    assert (result.width, result.shape) == (2, "transition")
    return [
        *fits,
        result.alignment.numerator,
        result.alignment.denominator,
        result.alignment.value,
        result.fit_covered,
        result.zipper.value,
        result.zipper.share,
        result.level_gap.mean,
        result.counterparts_value,
        0.35 * 0.375,  # ines with ben
        scarce.counterparts_value,
        *(face.strength for face in result.faces),
        0.75 / 1.75,
    ]


def structure_section() -> Values:
    result = structure(worked_example().matrix())
    assert (result.vertical_involvement, result.lateral_involvement) == (3, 3)
    return [result.connectedness, result.purchasing_centrality]


def influence_section() -> Values:
    case = worked_example().tie("bert", "uwe", "influences", weight=0.5)
    for row in case.tables["memberships"]:
        row["stance"] = {"ines": "champion", "bert": "opponent"}.get(row["person"])
    for table in case.tables.values():
        table[:] = [{k: v for k, v in row.items() if v is not None} for row in table]
    result = influence(case.matrix())
    assert result.contested == ("dora", "uwe")
    assert [row.person for row in result.brokers] == ["ines", "uwe"]
    reach = [side.reach.value for side in (result.champions, result.opponents)]
    return [*reach, *(row.betweenness for row in result.brokers)]


def what_if_section() -> Values:
    matrix = worked_example().matrix()
    lost = what_if(matrix, ["anna"])
    assert lost.cut_off == ("dora", "bert")
    assert lost.orphaned_roles == ("decider", "buyer")
    (successor,) = lost.successors
    assert successor.own == "ben"
    won = what_if(matrix, contacts=[AddedContact(own="ben", person="ines", level=2)])
    weighted = [m.coverage.weighted.value for m in (lost.before, lost.after, won.after)]
    return [*weighted, successor.value]


def next_section() -> Values:
    first, second = next_contacts(worked_example().matrix(), 2).steps
    assert (first.own, first.person) == ("ben", "ines")
    assert (second.own, second.person) == ("anna", "dora")
    return [
        *(0.75 * 0.375, 0.75 * 0.75, 0.75 * 0.1),  # what each tie can become
        *(first.gain, second.gain, 0.0625, 0.075 * 0.5 / 1.95),
        *(first.coverage_after, second.coverage_after, 0.075 * (1 - 0.5625) / 1.95),
        0.375,  # the fit of ben and ines
    ]


def competition_section() -> Values:
    case = worked_example()
    for rival in ("rivo", "tec"):
        case.add("organizations", id=rival, name=rival.title(), kind="competitor")
    case.add("people", id="vera", organization="rivo", name="Vera")
    case.tie("rivo", "dora", "contact", weight=0.2).tie("vera", "dora", "contact", weight=0.4)
    case.tie("tec", "dora", "contact", weight=0.5).tie("tec", "ines", "contact", weight=0.3)
    case.tie("vera", "uwe", "contact", weight=0.25)
    result = competition(case.matrix())
    assert [(row.id, row.competitor) for row in result.people] == [
        ("ines", "tec"),
        ("dora", "rivo"),
        ("uwe", "rivo"),
    ]
    assert (result.contested, result.lost_ground) == (("dora", "uwe"), ("ines",))
    return [value for row in result.people for value in (row.ours, row.best, row.lead)]


def introductions_section() -> Values:
    matrix = worked_example().matrix()
    (to_ines,) = introductions(matrix, "ines").paths
    assert to_ines.people == ("anna", "uwe", "ines")
    direct, far = introductions(matrix, "dora").paths
    assert (direct.people, direct.strength) == (("anna", "dora"), 0.5)
    assert (far.people, far.strength) == (("ben", "uwe", "ines", "dora"), 0.0625)
    return [to_ines.strength]


def handover_section() -> Values:
    columns = worked_example().portfolio().columns()
    (account,) = handover(columns, "anna", T, policy()).accounts
    assert [tie.person for tie in account.ties if tie.lost] == ["dora", "bert"]
    passed = [tie.strength_after for tie in account.ties if tie.lost]
    covered = [account.weighted, account.weighted_without, account.weighted_handed]
    return [*passed, *covered]


def together() -> Values:
    case = Case().own("anna", "ben", "carl").buyer("dora", "decider", influence=10)
    case.buyer("bert", "buyer", influence=5).contact("anna", "dora", 4)
    case.contact("ben", "bert", 4).contact("carl", "bert", 4)
    before = spoc(case.matrix())
    case.tables["people"][0]["left"] = T
    after = spoc(case.matrix())
    assert before.thin_share == after.thin_share == after.orphaned_share == before.spoc_share
    without = worked_example()
    without.tables["people"][1]["left"] = T
    one, two = alignment(worked_example().matrix()), alignment(without.matrix())
    named = worked_example()
    for person in ("x", "y"):  # of the mean weight, 1.95 / 4
        named.buyer(person, "decider", influence=4.875)
    known = coverage(named.matrix())
    return [
        *(before.spoc_share, after.spoc_share),
        *(one.alignment.value, two.alignment.value, one.fit_covered, two.fit_covered),
        *(known.weighted.value, known.bounds.lower, known.bounds.upper),
    ]


def diff_section() -> Values:
    case = Case().own("anna").buyer("dora", "decider", influence=10)
    columns = (
        case.contact("anna", "dora", 4, ago(180)).met("anna", "dora", 90).portfolio().columns()
    )
    parts = diff(columns, "A", ago(180), T).attribution.weighted
    assert parts is not None
    before, after = (
        coverage(ContactMatrix.of_columns(columns, day, None, "A")).weighted.value
        for day in (ago(180), T)
    )
    assert before is not None
    assert after is not None
    moved = parts.clock + parts.interactions
    assert abs(moved - (after - before)) < 1e-12
    return [before, 2**-1, after, parts.clock, parts.interactions, moved]


def sensitivity_section() -> Values:
    case = Case().own("anna").buyer("dora", "decider").contact("anna", "dora", 4, ago(180))
    rows = sensitivity(case.portfolio().columns(), "A", T).rows
    row = next(row for row in rows if (row.constant, row.number) == ("half_life_days", "weighted"))
    assert row.lowest is not None
    assert row.highest is not None
    return [row.value, row.lowest.value, row.highest.value, tau_b([1, 2, 3, 4], [2, 1, 3, 4])]


SECTIONS = {
    "1 Strength and weight": strength_and_weight,
    "2 Contact coverage, `coverage/1`": coverage_section,
    "3 Single-point-of-contact risk, `spoc/1`": spoc_section,
    "4 Alignment, `alignment/1`": alignment_section,
    "5 Structure of the buying center, `structure/1`": structure_section,
    "Influence inside the buying center, `influence/1`": influence_section,
    "6 What-if, `whatif/1`": what_if_section,
    "6 Next contacts, `next/1`": next_section,
    "6 Introductions, `introductions/1`": introductions_section,
    "Handover, `handover/1`": handover_section,
    "6 What changed and why, `diff/1`": diff_section,
    "How firm the numbers are, `sensitivity/1`": sensitivity_section,
    "7 Competitors, `competition/1`": competition_section,
    "Reading the numbers together": together,
}


@pytest.mark.parametrize("title", SECTIONS)
def test_every_number_of_a_section_is_computed(title: str) -> None:
    computed = {abs(value) for value in SECTIONS[title]() if value is not None}
    written = {float(text) for text in NUMBER.findall(section(title))}
    assert without(written, computed) == set(), "written, but not what is computed"
    assert without(computed, written) == set(), "computed, but not written"


def without(some: set[float], others: set[float]) -> set[float]:
    """What is not among the others, but for rounding to three decimals: the last bit of a number
    on the edge between two (0.4375) depends on the processor."""
    return {one for one in some if not any(abs(one - other) <= 0.0005 + 1e-9 for other in others)}


def test_no_other_section_works_numbers() -> None:
    rest = DOC.read_text("utf-8")
    for title in SECTIONS:
        rest = rest.replace(section(title), "")
    assert NUMBER.findall(rest) == []


def test_weights_of_the_example() -> None:
    rows = {row.id: row.weight for row in coverage(worked_example().matrix()).people}
    text = section("1 Strength and weight")
    for person, weight in rows.items():
        (line,) = [row for row in text.splitlines() if row.startswith(f"| {person} |")]
        assert f"| {weight:.2f} |" in line


@pytest.mark.parametrize("model", [Coverage, Spoc, Alignment, Structure, Competition, Influence])
def test_every_answer_is_explained(model: type[Envelope]) -> None:
    head = {"formula", "account", "opportunity", "as_of", "policy", "stakeholders", "own_people"}
    text = DOC.read_text("utf-8")
    for name in model.model_fields.keys() - head - {"people"}:
        assert f"`{name}`" in text or f"`{name}." in text, name


def test_every_formula_id_has_its_section() -> None:
    matrix = worked_example().matrix()
    titles = re.findall(r"(?m)^## (.*)$", DOC.read_text("utf-8"))
    ids = [metric(matrix).formula for metric in (coverage, spoc, alignment, structure, influence)]
    for formula in [*ids, PORTFOLIO, TREND, DIFF, SENSITIVITY]:
        assert any(f"`{formula}`" in title for title in titles), formula


def test_links_inside_the_document_lead_somewhere() -> None:
    text = DOC.read_text("utf-8")
    titles = re.findall(r"(?m)^## (.*)$", text)
    anchors = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\(#([^)]*)\)", text)) <= anchors
    for file in re.findall(r"\]\(([a-z-]+\.md)\)", text):
        assert (DOC.parent / file).is_file(), file
