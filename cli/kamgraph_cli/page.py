"""An account's page: the states it carries, computed and handed to the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamgraph.maps.shown import MapView
    from kamgraph_cli.metric import AccountQuestion


def page(question: AccountQuestion) -> str:
    """The interactive page of an account as HTML.

    Args:
        question: the account.
    """
    from kamgraph.maps.page import map_page

    return map_page(page_states(question), question.settings.lang)


def page_states(question: AccountQuestion, months: int = 0) -> tuple[MapView, ...]:
    """The states of an account that its page carries.

    Args:
        question: the account.
        months: how far back its history goes.
    """
    from kamgraph.maps.states import earlier_dates, states

    as_of = question.asked.as_of
    earlier = earlier_dates(as_of, months) if months else ()
    return states(
        question.portfolio,
        question.account.id,
        as_of,
        question.policy,
        question.opportunity,
        earlier,
    )
