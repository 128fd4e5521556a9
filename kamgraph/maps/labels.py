"""The fixed texts of the page by name: of its frame, its views, what scripts say and announce.

All stand here, so that the catalogues find them; template and scripts ask by name. Sentences
that count something have a singular and a plural and stand in `plurals`.
"""

from __future__ import annotations

from gettext import NullTranslations


def labels(t: NullTranslations) -> dict[str, str]:
    """The texts by name.

    Args:
        t: the catalogue.
    """
    return {
        **_frame(t),
        **_columns(t),
        **_facts(t),
        **_views(t),
        **_legend(t),
        **_strip(t),
        **_filters(t),
        **_announced(t),
    }


def _frame(t: NullTranslations) -> dict[str, str]:
    """Header, lists, time."""
    return {
        "relationship_map": t.gettext("Relationship map"),
        "all_accounts": t.gettext("All accounts"),
        "theme": t.gettext("Light / dark"),
        "print": t.gettext("Print / PDF"),
        "language": t.gettext("Language"),
        "scope": t.gettext("Account or opportunity"),
        "whole_account": t.gettext("Whole account"),
        "as_of": t.gettext("As of {day}"),
        "key_figures": t.gettext("Key figures"),
        "people": t.gettext("People"),
        "findings": t.gettext("Findings"),
        "lists": t.gettext("Which list is shown"),
        "search": t.gettext("Search name, title or function"),
        "search_short": t.gettext("Search people"),
        "view": t.gettext("View"),
        "zoom": t.gettext("Zoom"),
        "zoom_in": t.gettext("Zoom in"),
        "zoom_out": t.gettext("Zoom out"),
        "fit": t.pgettext("zoom", "Fit"),
        "when": t.gettext("The account on"),
        "today": t.gettext("{day} (now)"),
        "empty": t.gettext("Nobody is in the buying center: there is nothing to assess yet."),
        "remedy": t.gettext("Map the people who decide, buy, influence and use."),
        "to_map": t.gettext("Skip to the map"),
        "to_list": t.gettext("Skip to the list of people"),
        "formulas": t.gettext("Formulas"),
        "policy": t.gettext("Policy"),
        "map": t.gettext("Map of the contacts"),
        "details": t.gettext("Details"),
        "close": t.gettext("Close"),
        "key_help": t.gettext(
            "Arrow keys move between cards, Enter opens the details, Escape closes them,"
            " slash searches, plus, minus and zero zoom."
        ),
    }


def _columns(t: NullTranslations) -> dict[str, str]:
    """Heads of the table of people."""
    return {
        "name": t.gettext("Name"),
        "title": t.gettext("Title"),
        "organization": t.gettext("Organization"),
        "function": t.gettext("Function"),
        "level": t.gettext("Level"),
        "roles": t.gettext("Roles"),
        "stance": t.gettext("Stance"),
        "contacts": t.gettext("Contacts"),
        "coverage": t.gettext("Coverage"),
        "weight": t.gettext("Weight"),
    }


def _facts(t: NullTranslations) -> dict[str, str]:
    """What is said of a person."""
    return {
        "group": t.gettext("Group"),
        "member": t.gettext("Member"),
        "since": t.gettext("since {day}"),
        "phases": t.gettext("Phases"),
        "not_listed": t.gettext("not on the list, but in contact"),
        "stated_by": t.gettext("stated by {name}"),
        "influence": t.gettext("Influence"),
        "unknown": t.gettext("unknown"),
        "of_ten": t.gettext("{value} of 10"),
        "active_contacts": t.gettext("Active contacts"),
        "gatekeeper": t.gettext("Gatekeeper"),
        "location": t.gettext("Location"),
        "languages": t.gettext("Languages"),
        "email": t.gettext("E-mail"),
        "telephone": t.gettext("Telephone"),
        "note": t.gettext("Note"),
        "date_unknown": t.gettext("date unknown"),
        "last_on": t.gettext("last on {day}"),
        "inactive": t.gettext("not active"),
        "goal": t.gettext("goal: {level}"),
    }


def _views(t: NullTranslations) -> dict[str, str]:
    """The views, and what each shows."""
    return {
        "view_map": t.pgettext("view", "Map"),
        "view_coverage": t.pgettext("view", "Coverage"),
        "view_spoc": t.pgettext("view", "Single-threaded"),
        "view_alignment": t.pgettext("view", "Alignment"),
        "view_whatif": t.pgettext("view", "What if"),
        "view_ecosystem": t.pgettext("view", "Ecosystem"),
        "view_matrix": t.pgettext("view", "Matrix"),
        "view_grid": t.pgettext("view", "Power grid"),
        "about_map": t.gettext("Who knows whom; the number counts active contacts."),
        "about_coverage": t.gettext(
            "How many of us reach each stakeholder, and how strong the best contact is."
        ),
        "about_spoc": t.gettext("Which contacts hang on one of us alone, and on whom."),
        "about_alignment": t.gettext("Who of us should face whom, and whether they meet."),
        "about_whatif": t.gettext(
            "Click people away, several if you like, and see what breaks."
            " Click again to bring them back."
        ),
        "about_ecosystem": t.gettext(
            "Whom partners and competitors reach, and where they are ahead."
        ),
        "about_matrix": t.gettext("How well we know each stakeholder (0 to 4), and the goal."),
        "about_grid": t.gettext("Who has influence, and how they stand towards us."),
        "we": t.gettext("we"),
        "rivals": t.gettext("Competitors"),
        "about_rivals": t.gettext(
            "How surely we and the best competitor reach a stakeholder; the lead in points."
        ),
        "no_rivals": t.gettext("No competitor is known to reach anybody."),
        "rivals_ahead": t.gettext("A competitor is closer"),
        "we_ahead": t.gettext("We are closer"),
        "removed": t.gettext("Removed"),
        "cut_off": t.gettext("Lose their last contact"),
        "become_single": t.gettext("Become single-threaded"),
        "nothing_breaks": t.gettext("Nobody is cut off, nobody becomes single-threaded."),
        "all_back": t.gettext("Bring everybody back"),
        "changes": t.gettext("What has changed"),
        "since_then": t.gettext("From {then} to {day}."),
        "change_new": t.gettext("New contacts"),
        "change_lost": t.gettext("Lost contacts"),
        "change_stronger": t.gettext("Stronger contacts"),
        "change_weaker": t.gettext("Weaker contacts"),
        "influence_high": t.gettext("8 to 10"),
        "influence_medium": t.gettext("5 to 7"),
        "influence_low": t.gettext("below 5"),
        "influence_unknown_influence": t.gettext("unknown"),
        "and_more": t.gettext("and {count} more"),
        "matrix_cut": t.gettext(
            "Shown: {rows} of {all} stakeholders, {columns} of {team} of us."
            " Search and filters narrow it down."
        ),
    }


def _legend(t: NullTranslations) -> dict[str, str]:
    """Signs and lines."""
    return {
        "legend": t.gettext("Legend"),
        "lines": t.gettext("Lines"),
        "contact": t.gettext("Contact"),
        "contact_note": t.gettext("width = strength"),
        "reports": t.gettext("Reporting line"),
        "influence_lines": t.gettext("Influence (by filter or selection)"),
        "none": t.gettext("no active contact"),
        "one": t.gettext("only one"),
        "several": t.gettext("several"),
        "best_strength": t.gettext("strongest contact"),
        "carries": t.gettext("carries that many alone"),
        "single_line": t.gettext("hangs on one of us alone"),
        "counterpart": t.gettext("counterparts who meet"),
        "to_build": t.gettext("contact to build"),
        "tooth": t.gettext("peers who meet: a tooth of the zipper"),
        "behind_rival": t.gettext("a competitor is closer"),
        "ahead_of_rival": t.gettext("we are closer"),
        "level_now": t.gettext("level today"),
        "level_goal": t.gettext("goal"),
    }


def _strip(t: NullTranslations) -> dict[str, str]:
    """The key figures."""
    return {
        "deciders_covered": t.gettext("Deciders covered"),
        "by_active": t.gettext("by an active contact"),
        "none_known": t.gettext("none is known"),
        "without": t.gettext("Without contact"),
        "single_threaded": t.gettext("Single-threaded"),
        "thin": t.gettext("{share} of the weight: one or none"),
        "nothing": t.gettext("nothing to assess"),
        "weighted_coverage": t.gettext("Weighted coverage"),
        "between": t.gettext("between {lower} and {upper}"),
        "bounds_agree": t.gettext("of the weight, without a range"),
        "recomputed": t.gettext("of the weight"),
        "alignment": t.gettext("Alignment"),
        "of_fit": t.gettext("of the possible fit"),
        "bus_factor": t.gettext("Bus factor"),
        "not_known": t.gettext("not known"),
        "nobody_covered": t.gettext("nobody is covered"),
    }


def _filters(t: NullTranslations) -> dict[str, str]:
    """Filters and kinds of lines."""
    return {
        "filter": t.gettext("Filter"),
        "filter_on": t.gettext("Filter (on)"),
        "minimum": t.gettext("Contacts from {share}"),
        "reset": t.gettext("Show everything"),
        "kind_contact": t.gettext("Contact"),
        "kind_reports_to": t.gettext("Reporting line"),
        "kind_influences": t.gettext("Influence"),
        "kind_knows": t.gettext("Acquaintance"),
        "kind_conflicts": t.gettext("Conflict"),
        "kind_assists": t.gettext("Assistance"),
        "kind_their_contact": t.gettext("Contact of others"),
    }


def _announced(t: NullTranslations) -> dict[str, str]:
    """What is read out, and what a list says that is short of entries."""
    return {
        "found": t.gettext("{count} of {all} people"),
        "nobody": t.gettext("Nobody found"),
        "closed": t.gettext("Details closed"),
        "all_shown": t.gettext("Everybody is shown"),
        "opened": t.gettext("open"),
        "closed_level": t.gettext("closed, Enter opens"),
        "all_covered": t.gettext("everybody has several contacts"),
        "weighted_is": t.gettext("weighted coverage {share}"),
        "no_findings": t.gettext("No findings."),
        "accepted": t.gettext("Accepted"),
        "accepted_until": t.gettext("accepted until {day}"),
        "only_counted": t.gettext("{count} findings; earlier dates carry no sentences."),
    }


def plurals() -> dict[str, tuple[str, str]]:
    """Sentences that count something, by name: singular and plural as the code says them.

    `Texts` puts them into a language; here they are marked for the catalogues.
    """

    def ngettext(one: str, other: str) -> tuple[str, str]:
        return one, other

    return {
        "people": ngettext("{count} person", "{count} people"),
        "without_contact": ngettext("{count} without contact", "{count} without contact"),
        "on_one_head": ngettext("{count} single-threaded", "{count} single-threaded"),
        "active_contacts": ngettext("{count} active contact", "{count} active contacts"),
        "of_stakeholders": ngettext("of {count} stakeholder", "of {count} stakeholders"),
        "departures": ngettext("departure breaks the coverage", "departures break the coverage"),
        "critical": ngettext("{count} critical", "{count} critical"),
        "warning": ngettext("{count} warning", "{count} warnings"),
        "notice": ngettext("{count} notice", "{count} notices"),
        "cut_off_without": ngettext(
            "without them we lose {count} person", "without them we lose {count} people"
        ),
    }
