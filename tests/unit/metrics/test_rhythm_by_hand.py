"""Silence against a pair's own rhythm, worked by hand."""

from __future__ import annotations

import math

from kamgraph.metrics.rhythm import silence_ratios
from kamgraph.model.policy import Policy
from tests.unit.builders import Case, close, policy


def pair() -> Case:
    return Case().own("s").buyer("b")


def silence(case: Case, constants: Policy | None = None) -> float:
    (ratio,) = silence_ratios(case.matrix(constants)).tolist()
    return float(ratio)


def test_odd_number_of_gaps() -> None:
    # 40, 30, 24, 18 days ago: gaps 10, 6, 6, median 6; silent for 18 days: 3 times.
    assert silence(pair().met("s", "b", 40, 30, 24, 18)) == 3.0


def test_even_number_of_gaps_takes_the_mean_of_the_middle_two() -> None:
    # 40, 30, 24, 18, 6: gaps 10, 6, 6, 12, median (6 + 10) / 2 = 8; silent for 6 days.
    assert silence(pair().met("s", "b", 40, 30, 24, 18, 6)) == 0.75


def test_distinct_dates_in_any_order_whatever_the_channel() -> None:
    case = pair().met("s", "b", 18, 40, 30, 30, 24)
    case.met("s", "b", 40, channel="email", two_way=False).met("s", "b", -5)
    assert silence(case) == 3.0


def test_fewer_than_four_dates_have_no_rhythm() -> None:
    assert math.isnan(silence(pair().met("s", "b", 30, 24, 18)))
    assert math.isnan(silence(pair().met("s", "b", 30, 30, 24, 18)))
    # 30, 24, 18: both gaps 6
    assert silence(pair().met("s", "b", 30, 24, 18), policy(rhythm={"min_days": 3})) == 3.0


def test_a_single_date_never_has_one() -> None:
    assert math.isnan(silence(pair().met("s", "b", 30), policy(rhythm={"min_days": 1})))


def test_pairs_do_not_mix_and_ties_without_interactions_have_none() -> None:
    case = Case().own("r", "s", "t").buyer("a").buyer("b").contact("t", "a", 4)
    case.met("s", "b", 40, 30, 20, 10).met("r", "b", 9, 6, 3, 0).met("s", "a", 8, 6, 4, 2)
    matrix = case.matrix()
    ratios = {
        (matrix.own_ids[s], matrix.ids[b]): ratio
        for s, b, ratio in zip(
            matrix.own.tolist(), matrix.row.tolist(), silence_ratios(matrix).tolist(), strict=True
        )
    }
    assert math.isnan(ratios.pop(("t", "a")))
    assert ratios == {("s", "b"): 1.0, ("r", "b"): 0.0, ("s", "a"): 1.0}


def test_silence_leaves_strength_alone() -> None:
    # a(call) = 0.25 on each day; however long the silence, q is the decayed sum.
    case = pair().met("s", "b", 720, 540, 360, 180, channel="call")
    assert silence(case) == 1.0
    # 0.25 · (2^-4 + 2^-3 + 2^-2 + 2^-1)
    expected = 1 - math.exp(-0.25 * 15 / 16)
    assert case.matrix().strength.tolist() == close([expected])


def test_nobody() -> None:
    assert silence_ratios(Case().matrix()).tolist() == []
