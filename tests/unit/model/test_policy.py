"""The policy: its hash, its ranges, how a user's file is laid over the defaults."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from kamgraph.errors import InputError
from kamgraph.model.policy import Fit, Policy
from kamgraph.model.switches import SEVERITIES, SHARED_KEYS
from kamgraph.model.vocabulary import ROLES_OF_CENTER, Center, Channel, Role, RuleId

DEFAULT_HASH = "b19d8ecc074a"


def differing(**values: Any) -> Policy:
    return Policy.from_differences(values)


def complaint(**values: Any) -> str:
    with pytest.raises(InputError) as raised:
        differing(**values)
    return str(raised.value)


def pairs_of(policy: Policy) -> dict[frozenset[str], float]:
    return {frozenset(pair[:2]): pair[2] for pair in policy.fit.function_pairs}


# -- the hash ---------------------------------------------------------------------------


def test_hash_of_the_defaults() -> None:
    assert Policy().hash == DEFAULT_HASH
    assert differing().hash == DEFAULT_HASH
    assert differing(half_life_days=180, fit={}).hash == DEFAULT_HASH


def test_canonical_form() -> None:
    text = Policy().canonical()
    values = json.loads(text)
    assert text == json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert '"capacity":6.0' in text  # whole numbers as floats, too
    assert '"half_life_days":180.0' in text
    pairs = values["fit"]["function_pairs"]
    assert pairs == sorted(pairs)
    assert all(pair[:2] == sorted(pair[:2]) for pair in pairs)


def test_whole_numbers_and_floats_hash_alike() -> None:
    assert differing(half_life_days=90).hash == differing(half_life_days=90.0).hash
    assert differing(capacity=4).hash == differing(capacity=4.0).hash
    assert differing(rhythm={"quiet": 2}).hash == differing(rhythm={"quiet": 2.0}).hash


@pytest.mark.parametrize(
    "values",
    [
        {"capacity": 5},
        {"required_roles": ["decider"]},
        {"required_roles": ["buyer", "decider", "influencer", "user"]},  # their order counts
        {"channel_weights": {"email": 0.11}},
        {"fit": {"function_pairs": [["sales", "hr", 0.3]]}},
        {"findings": {"gate_share": 0.3}},
        {"shape": {"diamond_width": 5}},
    ],
)
def test_whatever_differs_changes_the_hash(values: dict[str, Any]) -> None:
    assert differing(**values).hash != DEFAULT_HASH


def test_order_of_keys_and_pairs_does_not_change_the_hash() -> None:
    one = differing(fit={"function_pairs": [["hr", "it", 0.3], ["legal", "hr", 0.4]]}, capacity=2)
    two = differing(capacity=2, fit={"function_pairs": [["hr", "legal", 0.4], ["it", "hr", 0.3]]})
    assert one.hash == two.hash


# -- laying a file over the defaults ----------------------------------------------------


def test_tables_merge_key_by_key() -> None:
    policy = differing(role_weights={"user": 0.9}, fit={"level_unknown": 0.1})
    assert (policy.role_weights.user, policy.role_weights.decider) == (0.9, 1.0)
    assert (policy.fit.level_unknown, policy.fit.function_same) == (0.1, 1.0)
    assert policy.fit.function_pairs == Fit().function_pairs


def test_lists_replace() -> None:
    assert differing(required_roles=["user"]).required_roles == (Role.USER,)
    assert differing(required_roles=[]).required_roles == ()
    # A role said twice is one role.
    assert differing(required_roles=["user", "user"]).required_roles == (Role.USER,)


def test_function_pairs_merge_by_unordered_pair() -> None:
    given = [["purchasing", "sales", 0.4], ["*", "key_account", 0.3], ["hr", "legal", 0.9]]
    merged = pairs_of(differing(fit={"function_pairs": given}))
    assert merged.pop(frozenset(("hr", "legal"))) == 0.9
    defaults = pairs_of(Policy())
    assert merged.keys() == defaults.keys()
    changed = {pair: fit for pair, fit in merged.items() if fit != defaults[pair]}
    assert changed == {
        frozenset(("sales", "purchasing")): 0.4,
        frozenset(("key_account", "*")): 0.3,
    }


def test_of_a_pair_said_twice_the_last_holds() -> None:
    policy = differing(fit={"function_pairs": [["hr", "legal", 0.1], ["legal", "hr", 0.2]]})
    assert pairs_of(policy)[frozenset(("hr", "legal"))] == 0.2
    assert len(policy.fit.function_pairs) == len(Fit().function_pairs) + 1
    assert policy.hash == differing(fit={"function_pairs": [["hr", "legal", 0.2]]}).hash


# -- what is refused --------------------------------------------------------------------


def test_an_unknown_key_is_named_with_the_nearest() -> None:
    assert complaint(half_life_day=1) == (
        "policy: there is no key 'half_life_day'; did you mean 'half_life_days'?"
    )
    assert complaint(fit={"level_unknwon": 1}) == (
        "policy: there is no key 'fit.level_unknwon'; did you mean 'level_unknown'?"
    )
    assert "'channel_weights.fax'; known are: meeting, video" in complaint(
        channel_weights={"fax": 1}
    )
    assert "there is no key 'colour'; known are: half_life_days" in complaint(colour="red")


def test_all_faults_are_listed_at_once() -> None:
    text = complaint(capacity=0, attrition=2, nonsense=1)
    assert text.count(";") >= 2
    for word in ("capacity = 0", "attrition = 2", "'nonsense'"):
        assert word in text


SHARES = [
    "trace_threshold",
    "undated_factor",
    "one_way_factor",
    "no_role_weight",
    "indirect_discount",
    "bus_factor_share",
    "attrition",
    "new_tie_strength",
]


@pytest.mark.parametrize("key", SHARES)
def test_shares_and_factors_lie_between_0_and_1(key: str) -> None:
    for value in (0, 1, 0.5):
        assert getattr(differing(**{key: value}), key) == value
    for value in (-1e-9, 1 + 1e-9):
        assert f"{key} = {value!r}: " in complaint(**{key: value})


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("half_life_days", [1e-9, 10000], [0, -1]),
        ("active_threshold", [1e-9, 1], [0, 1.01]),  # in (0, 1]
        ("default_influence", [0, 10], [-1, 10.5]),
        ("capacity", [1, 1000], [0, 1.5]),
        ("robustness_steps", [1], [0]),
        ("max_intermediaries", [0, 3], [-1, 0.5]),
        ("max_independent_paths", [1], [0]),
        ("required_roles", [["gatekeeper"]], ["user", ["lead"], ["boss"]]),
        ("role_weights", [{"user": 0}], [{"user": 2}, 1]),
        ("channel_weights", [{"email": 1}], [{"email": -0.1}]),
        ("rhythm", [{"quiet": 0}], [{"min_days": 0}, {"quiet": -1}]),
        ("shape", [{"bow_tie_width": 0}], [{"diamond_share": 1.1}, {"diamond_width": -1}]),
        ("findings", [{"bus_factor_min_covered": 0}], [{"heavy_stakeholder": 1.1}]),
        ("fit", [{"peer_level_difference": 0}], [{"level_unknown": 1.5}]),
    ],
)
def test_ranges(key: str, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        differing(**{key: value})
    for value in bad:
        assert key in complaint(**{key: value})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "0.5", None, [0.5]])
def test_only_finite_numbers_are_numbers(value: Any) -> None:
    assert "half_life_days" in complaint(half_life_days=value)
    assert "capacity" in complaint(capacity=value)
    assert "role_weights.user" in complaint(role_weights={"user": value})
    assert "function_pairs" in complaint(fit={"function_pairs": [["hr", "it", value]]})


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (["hr", "slaes", 0.5], "'slaes' is no function; did you mean 'sales'?"),
        (["hr", "hr", 0.5], "'hr' stands twice; the same function has function_same"),
        (["*", "*", 0.5], "'*' stands twice"),
        (["hr", "it", 1.5], "function_pairs"),
        (["hr", "it"], "function_pairs"),
        (["hr", 3, 0.5], "function_pairs"),
        ("hr", "function_pairs"),
    ],
)
def test_ill_formed_pairs(pair: Any, said: str) -> None:
    assert said in complaint(fit={"function_pairs": [pair]})


def test_pairs_that_are_no_list() -> None:
    assert "fit.function_pairs" in complaint(fit={"function_pairs": "hr"})
    assert "fit" in complaint(fit=3)


def test_frozen() -> None:
    with pytest.raises(ValidationError):
        Policy().capacity = 3  # type: ignore[misc]


# -- files ------------------------------------------------------------------------------


def test_from_file(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text('capacity = 4\n[fit]\nfunction_pairs = [["hr", "it", 0.5]]\n', "utf-8")
    policy = Policy.from_file(file)
    assert policy.capacity == 4
    assert len(policy.fit.function_pairs) == len(Fit().function_pairs) + 1
    file.write_text("", "utf-8")
    assert Policy.from_file(file).hash == DEFAULT_HASH


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"capacity = ", "is not TOML in UTF-8"),
        (b"capacity = 4\ncapacity = 5\n", "is not TOML in UTF-8"),
        ("# größe".encode("latin-1"), "is not TOML in UTF-8"),
        (b"capacty = 4", "there is no key 'capacty'; did you mean 'capacity'?"),
        (b"half_life_days = nan", "half_life_days"),
        (b"half_life_days = true", "half_life_days"),
    ],
)
def test_a_faulty_file_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"ours\.toml: ") as raised:
        Policy.from_file(file)
    assert said in str(raised.value)


def test_a_missing_file_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: cannot be read \(.*\); check --policy"):
        Policy.from_file(tmp_path / "none.toml")
    with pytest.raises(InputError, match="cannot be read"):
        Policy.from_file(tmp_path)  # a folder


# -- it fits the vocabulary and the documentation ---------------------------------------


def test_every_channel_and_role_has_a_weight() -> None:
    policy = Policy()
    assert list(policy.channel_weights.model_dump()) == [channel.value for channel in Channel]
    buying = {role.value for role in ROLES_OF_CENTER[Center.BUYING]}
    assert set(policy.role_weights.model_dump()) == buying


DOC = Path(__file__).parents[3] / "docs" / "policy.md"


def flat(values: dict[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            found |= flat(value, f"{above}{key}.")
        else:
            found[above + key] = value
    return found


def shared() -> dict[str, Any]:
    """The defaults of every key but the rules' switches."""
    values = Policy().model_dump(mode="json")
    for rule in RuleId:
        del values["findings"][rule]
    return flat(values)


def test_the_documented_defaults_are_the_defaults() -> None:
    text = DOC.read_text("utf-8")
    block = text.split("```toml\n")[1].split("```")[0]
    documented = flat(tomllib.loads(block))
    assert {**documented, "people.employee_figures": False} == shared()


def test_every_key_is_explained_with_its_default() -> None:
    rows: dict[str, list[str]] = {}
    for line in DOC.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("| `"):
            assert len(cells) == 4, line
            rows[cells[0].strip("`")] = cells[1:]
    defaults = shared()
    assert rows.keys() == {*defaults, "enabled", "severity", "threshold"}
    rows = {key: rows[key] for key in defaults}
    for key, (default, bounds, meaning) in rows.items():
        assert bounds, key
        assert len(meaning) > 20, key
        if isinstance(defaults[key], bool):
            assert default == str(defaults[key]).lower(), key
        elif isinstance(defaults[key], int | float):
            assert float(default) == defaults[key], key


def test_the_switch_of_every_rule_is_documented() -> None:
    rows = {}
    for line in DOC.read_text("utf-8").splitlines():
        if line.startswith("| K"):
            rule, *cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
            rows[rule.strip()] = cells
    assert list(rows) == [rule.value for rule in RuleId]
    for rule in RuleId:
        severity, key, bounds = rows[rule]
        assert severity.startswith(SEVERITIES.get(rule, "notice, lapsed warning"))
        bounded = "threshold" in type(Policy().switch(rule)).model_fields
        assert (bounds != "none") is bounded is (key != "none")
        if bounded:
            assert key.strip("`") == SHARED_KEYS.get(rule, "0")


def test_the_documented_hash_is_the_hash() -> None:
    assert DEFAULT_HASH in DOC.read_text("utf-8")
