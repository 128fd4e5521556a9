"""A handover as a checklist in Markdown: who takes which tie, and what stays lost.

Account by account, as each is looked after by people of its own; nothing is added up across
accounts, and nothing in it says how somebody works.
"""

from __future__ import annotations

from collections.abc import Iterator

from kamgraph.locale.words import Words
from kamgraph.planning.results import AccountHandover, Handed, Handover
from kamgraph.reports import phrases
from kamgraph.reports.as_md import escaped
from kamgraph.reports.document import Names


def checklist(result: Handover, words: Words, names: Names) -> str:
    """The plan as Markdown.

    Args:
        result: the plan.
        words: the reader's language.
        names: who is called what.
    """
    t = words.texts
    who = names.of(result.person)
    title = t.gettext("Handover: {person}").format(person=who)
    lines = [f"# {escaped(title)}", ""]
    opening = t.gettext(
        "What hangs on {person} on {date}, who could take it over, and what stays lost. "
        "A proposal: nothing was changed in the store."
    )
    lines += [escaped(opening.format(person=who, date=words.date(result.as_of))), ""]
    for account in result.accounts:
        lines += [*_account(result, account, words, names), ""]
    if not result.accounts:
        nothing = t.gettext("No tie of {person} counts in any account on that day.")
        lines += [escaped(nothing.format(person=who)), ""]
    lines.append(f"*{escaped(phrases.footer(result, words))}*")
    return "\n".join(lines) + "\n"


def _account(
    result: Handover, account: AccountHandover, words: Words, names: Names
) -> Iterator[str]:
    """A section an account."""
    t = words.texts
    yield from (f"## {escaped(account.name)}", "")
    yield from (escaped(_numbers(result, account, words)), "")
    for item in _duties(result, account, words, names):
        yield f"- [ ] {item}"
    for tie in account.ties:
        if tie.active:
            yield f"- [ ] {_item(result, tie, words, names)}"
    weaker = [tie for tie in account.ties if not tie.active]
    if weaker:
        yield from ("", escaped(t.gettext("Weaker ties, as far as they are worth it:")), "")
        yield from (f"- [ ] {_item(result, tie, words, names)}" for tie in weaker)
    remains = list(_remains(result, account, words, names))
    if remains:
        heading = t.gettext("What stays lost")
        yield from ("", f"### {escaped(heading)}", "")
        yield from (f"- {escaped(line)}" for line in remains)


def _numbers(result: Handover, account: AccountHandover, words: Words) -> str:
    t = words.texts
    template = (
        t.gettext(
            "Coverage: today {today}, without {person} {without}, with all taken over {handed}."
        )
        if result.own
        else t.gettext("Coverage: today {today}, without {person} {without}.")
    )
    return template.format(
        person=result.name or result.person,
        today=words.percent(account.weighted),
        without=words.percent(account.weighted_without),
        handed=words.percent(account.weighted_handed),
    )


def _duties(
    result: Handover, account: AccountHandover, words: Words, names: Names
) -> Iterator[str]:
    """What is to be done besides the ties."""
    t, who = words.texts, names.of(result.person)
    if account.managed:
        yield escaped(t.gettext("Name who manages the account from then on."))
    if not account.member:
        return
    template = (
        t.gettext("End the membership of {person} in the selling center.")
        if result.own
        else t.gettext("Find out who follows {person}, and in which roles.")
    )
    yield escaped(template.format(person=who))


def _item(result: Handover, tie: Handed, words: Words, names: Names) -> str:
    """One tie to hand over."""
    t = words.texts
    if not result.own:
        text = t.gettext(
            "**{own}** (tie {strength}): be introduced to whoever follows, while {person} is there."
        )
        return text.format(
            own=escaped(names.of(tie.own)),
            strength=words.percent(tie.strength),
            person=escaped(names.of(tie.person)),
        )
    template = (
        t.gettext("**{person}** (around the customer, tie {strength}):")
        if tie.weight is None
        else t.gettext("**{person}** (weight {weight}, tie {strength}):")
    )
    said = template.format(
        person=escaped(names.of(tie.person)),
        weight=words.number(tie.weight),
        strength=words.percent(tie.strength),
    )
    return f"{said} {escaped(_taker(tie, words, names))}"


def _taker(tie: Handed, words: Words, names: Names) -> str:
    t = words.texts
    if tie.taker is None:
        return t.gettext("nobody who stays fits; find somebody.")
    template = (
        t.gettext("{own} keeps it going (fit {fit}, their tie {today} already).")
        if tie.taker_strength == tie.strength_after
        else t.gettext("{own} takes over (fit {fit}, their tie {today} today, {then} then).")
    )
    return template.format(
        own=names.of(tie.taker),
        fit=words.percent(tie.fit),
        today=words.percent(tie.taker_strength),
        then=words.percent(tie.strength_after),
    )


def _remains(
    result: Handover, account: AccountHandover, words: Words, names: Names
) -> Iterator[str]:
    """What stays lost even if all is done."""
    t = words.texts
    lost = [
        tie.person
        for tie in account.ties
        if tie.lost and tie.active and tie.weight is not None and result.own
    ]
    if account.weighted is not None and account.weighted_handed is not None:
        points = round(account.weighted * 100) - round(account.weighted_handed * 100)
        if points > 0:
            template = t.ngettext(
                "{points} point of coverage", "{points} points of coverage", points
            )
            yield template.format(points=points)
    if lost:
        template = t.gettext("Stakeholders without an active tie: {names}")
        yield template.format(names=phrases.people(tuple(lost), names))
    if account.orphaned_roles:
        roles = ", ".join(words.word("role", role) for role in account.orphaned_roles)
        yield t.gettext("Required roles nobody reaches: {names}").format(names=roles)
    if account.overloaded:
        template = t.gettext("Would hold more active ties than one person can keep: {names}")
        yield template.format(names=phrases.people(account.overloaded, names))
