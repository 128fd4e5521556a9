"""The policy: every constant of the formulas, with its default, its range and a hash.

A user's file holds only what differs. Tables merge key by key, lists replace, function pairs
merge by unordered pair. The hash stands with every result, so that anybody can tell whether
two numbers were computed under the same constants.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from kamgraph.errors import InputError, nearest
from kamgraph.model.switches import (
    FIXED_BOUNDS,
    NUMBER,
    SEVERITIES,
    SHARED_KEYS,
    AtLeastOne,
    Count,
    Ratio,
    Share,
    Strength,
    Switch,
    Switches,
    Truth,
)
from kamgraph.model.vocabulary import ROLES_OF_CENTER, Center, Function, Role, RuleId

ANY_FUNCTION = "*"
"""Stands for any other function in a function pair, and yields to a listed pair."""


Factor = Share
FunctionPair = tuple[str, str, Factor]

_BUYING_ROLES = tuple(role.value for role in ROLES_OF_CENTER[Center.BUYING])


class _Section(BaseModel):
    """A part of the policy: frozen, unknown keys refused, no infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class ChannelWeights(_Section):
    """Evidence of one two-way interaction, by channel (metrics.md 1.1)."""

    meeting: Factor = 0.5
    video: Factor = 0.4
    event: Factor = 0.3
    call: Factor = 0.25
    order: Factor = 0.15
    email: Factor = 0.1
    message: Factor = 0.1
    other: Factor = 0.1


class RoleWeights(_Section):
    """Weight of a role in the buying center (metrics.md 1.3)."""

    decider: Factor = 1.0
    approver: Factor = 0.9
    buyer: Factor = 0.8
    influencer: Factor = 0.7
    gatekeeper: Factor = 0.6
    initiator: Factor = 0.6
    user: Factor = 0.5


class Fit(_Section):
    """How well two people face each other (metrics.md 4)."""

    level_unknown: Factor = 0.5
    function_same: Factor = 1.0
    function_default: Factor = 0.2
    function_unknown: Factor = 0.2
    peer_level_difference: Count = 1
    peer_function_fit: Factor = 0.5
    function_pairs: tuple[FunctionPair, ...] = (
        ("sales", "purchasing", 1.0),
        ("key_account", "purchasing", 1.0),
        ("key_account", ANY_FUNCTION, 0.5),
        ("engineering", "production", 0.5),
        ("engineering", "quality", 0.5),
        ("engineering", "it", 0.5),
        ("service", "production", 0.7),
        ("service", "logistics", 0.7),
        ("finance", "purchasing", 0.6),
        ("legal", "purchasing", 0.6),
    )

    @field_validator("function_pairs")
    @classmethod
    def _known_functions(cls, pairs: tuple[FunctionPair, ...]) -> tuple[FunctionPair, ...]:
        known = [*(f.value for f in Function), ANY_FUNCTION]
        for first, second, _ in pairs:
            for word in (first, second):
                if word not in known:
                    raise ValueError(f"'{word}' is no function; {nearest(word, known)}")
            if first == second:
                raise ValueError(f"'{first}' stands twice; the same function has function_same")
        return _merged_pairs((), pairs)


class Rhythm(_Section):
    """When a tie is quiet or lapsed (metrics.md 1.2)."""

    min_days: AtLeastOne = 4
    quiet: Ratio = 3.0
    lapsed: Ratio = 8.0


class ShapeBounds(_Section):
    """When a relationship is a bow-tie or a diamond (metrics.md 4)."""

    bow_tie_width: Count = 1
    bow_tie_share: Share = 0.5
    diamond_width: Count = 4
    diamond_share: Share = 0.25


class FindingBounds(Switches):
    """Thresholds that several findings share, and a switch a rule (metrics.md 8)."""

    heavy_stakeholder: Share = 0.5
    bus_factor_min_covered: Count = 3
    gate_share: Share = 0.25
    undated_share: Share = 0.1


class People(_Section):
    """What may be said of our own people beyond a single account (safety.md)."""

    employee_figures: Truth = False


class Policy(_Section):
    """Every constant of metrics.md; see `policy.toml` in the docs for what each means."""

    half_life_days: Annotated[float, Field(gt=0), NUMBER] = 180.0
    active_threshold: Strength = 0.25
    trace_threshold: Share = 0.05
    undated_factor: Factor = 0.5
    one_way_factor: Factor = 0.5
    default_influence: Annotated[float, Field(ge=0, le=10), NUMBER] = 5.0
    no_role_weight: Factor = 0.3
    required_roles: tuple[Role, ...] = (Role.DECIDER, Role.BUYER, Role.INFLUENCER, Role.USER)
    indirect_discount: Factor = 0.5
    max_intermediaries: Count = 3
    max_independent_paths: AtLeastOne = 3
    bus_factor_share: Share = 0.5
    robustness_steps: AtLeastOne = 3
    attrition: Share = 0.1
    capacity: AtLeastOne = 6
    new_tie_strength: Factor = 0.75
    channel_weights: ChannelWeights = ChannelWeights()
    role_weights: RoleWeights = RoleWeights()
    fit: Fit = Fit()
    rhythm: Rhythm = Rhythm()
    shape: ShapeBounds = ShapeBounds()
    findings: FindingBounds = FindingBounds()
    people: People = People()

    @field_validator("required_roles")
    @classmethod
    def _buying_roles(cls, roles: tuple[Role, ...]) -> tuple[Role, ...]:
        for role in roles:
            if role.value not in _BUYING_ROLES:
                known = ", ".join(_BUYING_ROLES)
                raise ValueError(f"'{role}' is no role of a buying center; known are: {known}")
        return tuple(dict.fromkeys(roles))

    @classmethod
    def from_differences(cls, differences: Mapping[str, Any], place: str = "policy") -> Self:
        """The defaults with what differs.

        Args:
            differences: keys as in policy.toml; tables merge, lists replace, function pairs
                merge by unordered pair.
            place: the file's name, for messages.

        Raises:
            InputError: unknown keys (naming the nearest) or values out of range, all at once.
        """
        values = dict(differences)
        fit = values.get("fit")
        if isinstance(fit, Mapping) and isinstance(fit.get("function_pairs"), list | tuple):
            values["fit"] = {**fit, "function_pairs": _with_defaults(fit["function_pairs"])}
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise InputError(f"{place}: " + "; ".join(_sentences(error))) from None

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """The policy of a TOML file.

        Args:
            path: the file; it holds only what differs from the defaults.

        Raises:
            InputError: no such file, not TOML, unknown keys or values out of range.
        """
        try:
            with path.open("rb") as file:
                differences = tomllib.load(file)
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror}); check --policy") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: is not TOML in UTF-8 ({error})") from None
        return cls.from_differences(differences, str(path))

    def switch(self, rule: str) -> Switch:
        """Whether a rule runs, and its own severity and threshold.

        Args:
            rule: K01 to K17.
        """
        return self.findings.switch(rule)

    def threshold(self, rule: str) -> float | int | None:
        """The bound a rule compares with: its own, else the shared one; None where it has none.

        Args:
            rule: K01 to K17; of K07 the bound from which on it strikes.
        """
        own = self.switch(rule).own_threshold
        return self._shared_threshold(RuleId(rule)) if own is None else own

    def _shared_threshold(self, rule: RuleId) -> float | int | None:
        """The bound of a rule without one of its own."""
        if rule not in SHARED_KEYS:
            return FIXED_BOUNDS.get(rule)
        value: Any = self
        for name in SHARED_KEYS[rule].split("."):
            value = getattr(value, name)
        found: float | int = value
        return found

    def canonical(self) -> str:
        """The full policy as JSON: keys sorted, every number the shortest float, pairs sorted.

        Switches and `people` came later: they stand in it only where they differ from their
        default, so that the hash of an older policy stays what it was.
        """
        values = self.model_dump(mode="json")
        values["findings"] = self._canonical_findings(values["findings"])
        if self.people == People():
            del values["people"]
        pairs = [[*sorted(pair[:2]), pair[2]] for pair in values["fit"]["function_pairs"]]
        values["fit"]["function_pairs"] = sorted(pairs)
        return json.dumps(
            _as_floats(values), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )

    def _canonical_findings(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The shared bounds, and of each switch what differs from what holds without it."""
        found = {name: value for name, value in values.items() if name not in Switches.model_fields}
        for rule in RuleId:
            default = {
                "enabled": True,
                "severity": SEVERITIES.get(rule),
                "threshold": self._shared_threshold(rule),
            }
            differing = {
                name: value
                for name, value in values[rule].items()
                if value is not None and value != default[name]
            }
            if differing:
                found[rule.value] = differing
        return found

    @cached_property
    def hash(self) -> str:
        """The first 12 hex digits of the SHA-256 of `canonical()`."""
        return hashlib.sha256(self.canonical().encode("utf-8")).hexdigest()[:12]


def _merged_pairs(
    base: tuple[FunctionPair, ...], more: tuple[FunctionPair, ...]
) -> tuple[FunctionPair, ...]:
    """Pairs by unordered pair, later ones winning."""
    merged: dict[frozenset[str], FunctionPair] = {}
    for pair in (*base, *more):
        merged[frozenset(pair[:2])] = pair
    return tuple(merged.values())


def _with_defaults(pairs: list[Any] | tuple[Any, ...]) -> tuple[Any, ...]:
    """The default pairs with the user's; ill-formed ones are left for validation to name."""
    if any(not isinstance(p, list | tuple) or len(p) != 3 for p in pairs):
        return tuple(pairs)
    if any(not isinstance(word, str) for p in pairs for word in p[:2]):
        return tuple(pairs)
    given = [set(p[:2]) for p in pairs]
    return (*(p for p in Fit().function_pairs if set(p[:2]) not in given), *pairs)


def _as_floats(value: Any) -> Any:
    """Every number as a float, so that 6 and 6.0 hash alike; truth values stay."""
    if isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return {key: _as_floats(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_floats(part) for part in value]
    return float(value) if isinstance(value, int | float) else value


def _sentences(error: ValidationError) -> list[str]:
    """Each fault of a policy as a sentence that names the key."""
    sentences = []
    for fault in error.errors():
        path = [str(part) for part in fault["loc"]]
        key = ".".join(path)
        if fault["type"] == "extra_forbidden":
            known = _keys_at(path[:-1])
            sentences.append(f"there is no key '{key}'; {nearest(path[-1], known)}")
        else:
            message = fault["msg"].removeprefix("Value error, ")
            sentences.append(f"{key} = {fault['input']!r}: {message[:1].lower()}{message[1:]}")
    return sentences


def _keys_at(path: list[str]) -> list[str]:
    """The keys a section of the policy knows."""
    section: type[BaseModel] = Policy
    for name in path:
        annotation = section.model_fields[name].annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            section = annotation
    return list(section.model_fields)
