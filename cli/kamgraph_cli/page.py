"""An account's page: the results it shows, computed and handed to the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamgraph_cli.metric import AccountQuestion


def page(question: AccountQuestion) -> str:
    """The interactive page of an account as HTML.

    Args:
        question: the account.
    """
    from kamgraph.findings.check import check
    from kamgraph.maps.page import map_page
    from kamgraph.maps.view import map_view
    from kamgraph.metrics.alignment import alignment
    from kamgraph.metrics.coverage import coverage
    from kamgraph.metrics.spoc import spoc

    matrix, lang = question.matrix(), question.settings.lang
    view = map_view(
        question.portfolio,
        coverage(matrix),
        spoc(matrix),
        alignment(matrix),
        check(matrix, lang),
        matrix.pairs(),
        question.asked.as_of,
        question.policy.active_threshold,
    )
    return map_page(view, lang)
