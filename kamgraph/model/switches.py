"""Each finding rule's switch: whether it runs, how urgent its findings are, its own threshold.

A policy's file names only what differs (`[findings.K02]`). Which rules compare with a bound,
and which shared key it is where a rule has none of its own, stands here; what a rule looks for
in `kamgraph.findings`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from kamgraph.model.vocabulary import RuleId, Severity


def number(value: Any) -> Any:
    """Only numbers are numbers: pydantic alone would take `true` for 1 and "0.5" for 0.5.

    Args:
        value: as it stands in the file.

    Raises:
        ValueError: a truth value or a text.
    """
    if isinstance(value, bool | str):
        raise ValueError("should be a number")
    return value


def _truth(value: Any) -> Any:
    """Only truth values are truth values: pydantic alone would take "no" and 0 for false."""
    if not isinstance(value, bool):
        raise ValueError("should be true or false")
    return value


NUMBER = BeforeValidator(number)
Truth = Annotated[bool, BeforeValidator(_truth)]

Share = Annotated[float, Field(ge=0, le=1), NUMBER]
Strength = Annotated[float, Field(gt=0, le=1), NUMBER]
Count = Annotated[int, Field(ge=0), NUMBER]
AtLeastOne = Annotated[int, Field(ge=1), NUMBER]
Ratio = Annotated[float, Field(ge=0), NUMBER]
Difference = Annotated[float, Field(ge=-1, le=1), NUMBER]


class Switch(BaseModel):
    """A rule that compares with no bound.

    Args:
        enabled: whether the rule runs at all.
        severity: how urgent its findings are; that of metrics.md 8 where None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    enabled: Truth = True
    severity: Severity | None = None

    @property
    def own_threshold(self) -> float | int | None:
        """The rule's own bound; None where the shared one holds, or there is none."""
        found: float | int | None = getattr(self, "threshold", None)
        return found


class ShareSwitch(Switch):
    """A rule that compares a share or a weight."""

    threshold: Share | None = None


class StrengthSwitch(Switch):
    """A rule that asks for ties of some strength."""

    threshold: Strength | None = None


class CountSwitch(Switch):
    """A rule that compares a number of people."""

    threshold: Count | None = None


class LoadSwitch(Switch):
    """A rule that compares a number of ties."""

    threshold: AtLeastOne | None = None


class RatioSwitch(Switch):
    """A rule that compares how often a gap fits into a silence."""

    threshold: Ratio | None = None


class DifferenceSwitch(Switch):
    """A rule that compares the difference of two strengths."""

    threshold: Difference | None = None


class Switches(BaseModel):
    """A switch a rule (metrics.md 8)."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    K01: StrengthSwitch = StrengthSwitch()
    K02: ShareSwitch = ShareSwitch()
    K03: CountSwitch = CountSwitch()
    K04: ShareSwitch = ShareSwitch()
    K05: Switch = Switch()
    K06: StrengthSwitch = StrengthSwitch()
    K07: RatioSwitch = RatioSwitch()
    K08: Switch = Switch()
    K09: ShareSwitch = ShareSwitch()
    K10: ShareSwitch = ShareSwitch()
    K11: LoadSwitch = LoadSwitch()
    K12: Switch = Switch()
    K13: ShareSwitch = ShareSwitch()
    K14: DifferenceSwitch = DifferenceSwitch()
    K15: Switch = Switch()
    K16: Switch = Switch()
    K17: Switch = Switch()

    def switch(self, rule: str) -> Switch:
        """The switch of a rule.

        Args:
            rule: K01 to K17.
        """
        found: Switch = getattr(self, RuleId(rule).value)
        return found


SHARED_KEYS: dict[RuleId, str] = {
    RuleId.K01: "active_threshold",
    RuleId.K02: "findings.heavy_stakeholder",
    RuleId.K03: "findings.bus_factor_min_covered",
    RuleId.K04: "findings.gate_share",
    RuleId.K06: "active_threshold",
    RuleId.K07: "rhythm.quiet",
    RuleId.K09: "findings.heavy_stakeholder",
    RuleId.K10: "findings.heavy_stakeholder",
    RuleId.K11: "capacity",
    RuleId.K13: "trace_threshold",
}
"""The policy's key that bounds a rule without a threshold of its own."""

FIXED_BOUNDS: dict[RuleId, float] = {RuleId.K14: 0.0}
"""Bounds of rules that share no key: a competitor leads where our lead is below 0."""

SEVERITIES: dict[RuleId, Severity] = {
    RuleId.K01: Severity.CRITICAL,
    RuleId.K02: Severity.WARNING,
    RuleId.K03: Severity.CRITICAL,
    RuleId.K04: Severity.WARNING,
    RuleId.K05: Severity.WARNING,
    RuleId.K06: Severity.WARNING,
    RuleId.K08: Severity.NOTICE,
    RuleId.K09: Severity.CRITICAL,
    RuleId.K10: Severity.NOTICE,
    RuleId.K11: Severity.WARNING,
    RuleId.K12: Severity.WARNING,
    RuleId.K13: Severity.NOTICE,
    RuleId.K14: Severity.CRITICAL,
    RuleId.K15: Severity.WARNING,
    RuleId.K16: Severity.WARNING,
    RuleId.K17: Severity.WARNING,
}
"""Each rule's severity (metrics.md 8); K07's two depend on how long the silence is."""
