"""How a walk through an account begins and ends: store and account, made where there are none."""

from __future__ import annotations

import shlex
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kamgraph.errors import InputError, StoreUnreachable, shortened
from kamgraph.model.entities import Account
from kamgraph.model.vocabulary import OrganizationKind
from kamgraph_cli.asking import Dialogue, Ended
from kamgraph_cli.lookup import hits, several, spellings, unknown
from kamgraph_cli.notebook import Notebook
from kamgraph_cli.settings import DEFAULT_STORE
from kamgraph_cli.walk import Walk

if TYPE_CHECKING:
    from kamgraph.stores.base import Store
    from kamgraph_cli.settings import Settings


def walk_through(settings: Settings, text: str, on: date) -> None:
    """Walks through an account.

    Args:
        settings: the global options.
        text: the account as the user wrote it.
        on: the day of the changes.

    Raises:
        KamGraphError: no store or account, and none was wanted.
    """
    settings.policy()  # what is wrong with it, said before anything is asked
    words = settings.words()
    dialogue = Dialogue(words)
    with _store(settings, dialogue) as store:
        notebook = Notebook(settings, store, on)
        account = _account(notebook, dialogue, text)
        if account is None:
            dialogue.say(words.texts.gettext("Nothing was begun."))
            return
        with suppress(Ended):
            Walk(notebook, dialogue, words, account).go()
        _farewell(notebook, dialogue, account)


def _store(settings: Settings, dialogue: Dialogue) -> Store:
    """The store, made where there is none and the user wants one."""
    try:
        return settings.writing(create=False)
    except StoreUnreachable:
        if "://" in settings.store or Path(settings.store).exists():
            raise
        t = settings.words().texts
        question = t.gettext("There is no store '{store}' yet. Make it?")
        try:
            wanted = dialogue.yes(question.format(store=shortened(settings.store)), default=True)
        except Ended:
            wanted = False
        if not wanted:
            raise
    return settings.writing()


def _account(notebook: Notebook, dialogue: Dialogue, text: str) -> str | None:
    """The account's id; it is made where there is none and the user wants one.

    None where the answers ended before it was made.
    """
    found = hits(notebook.store, text, ["accounts"], notebook.on)
    if len(found) > 1:
        raise several(text, found)
    if found:
        return found[0].id
    refused: InputError = unknown(notebook.store, text, ["accounts"])
    begun = bool(notebook.store.names("accounts"))
    if begun:  # it may be a slip of the pen
        dialogue.say(f"{refused}.")
    t = notebook.settings.words().texts
    question = t.gettext("Begin a new account '{name}'?").format(name=shortened(text))
    try:
        wanted = dialogue.yes(question, default=not begun)
    except Ended:
        wanted = False
    if not wanted:
        raise refused
    try:
        return _begun(notebook, dialogue, text)
    except Ended:
        return None


def _begun(notebook: Notebook, dialogue: Dialogue, name: str) -> str:
    """A new account, its customer added where need be."""
    words = notebook.settings.words()
    t = words.texts
    walk = Walk(notebook, dialogue, words, "")
    proposed = notebook.proposed(name)
    while True:
        key = dialogue.line(t.gettext("Which id has the account? [{id}]").format(id=proposed))
        key = key or proposed
        if not notebook.store.matching("accounts", "id", key):
            break
        dialogue.say(t.gettext("'{id}' is taken; give another.").format(id=shortened(key)))
    while True:
        customer = _customer(notebook, dialogue, walk, name)
        row = Account(id=key, name=name, organization=customer)
        try:
            notebook.add("accounts", (), **row.model_dump(exclude_none=True))
        except InputError as error:
            dialogue.say(str(error))
            continue
        return key


def _customer(notebook: Notebook, dialogue: Dialogue, walk: Walk, name: str) -> str:
    """The customer behind an account: one that is there, or a new one."""
    t = notebook.settings.words().texts
    while True:
        question = t.gettext("Which company is the customer? [{name}]")
        company = dialogue.line(question.format(name=shortened(name))) or name
        known = [row for row in notebook.organizations(own=False) if row.kind == "customer"]
        found = [row for row in known if row.id == company] or [
            row for row in known if spellings(row.name) & spellings(company)
        ]
        if len(found) == 1:
            return found[0].id
        if found:
            listed = ", ".join(row.id for row in found)
            dialogue.say(t.gettext("Several are called so; give the id: {ids}").format(ids=listed))
            continue
        wrong = walk.new_organization(company, OrganizationKind.CUSTOMER)
        if wrong is not None:
            dialogue.say(wrong)
            continue
        before = {row.id for row in known}
        now = [row for row in notebook.organizations(own=False) if row.kind == "customer"]
        return next(row.id for row in now if row.id not in before)


def _farewell(notebook: Notebook, dialogue: Dialogue, account: str) -> None:
    """What there is now, and what to do next."""
    words = notebook.settings.words()
    t = words.texts
    walk = Walk(notebook, dialogue, words, account)
    there, ours = len(walk.portrait.stakeholders()), len(walk.ours())
    said = t.gettext("Everything is kept: {theirs}, {ours}. Look at it with:").format(
        theirs=t.ngettext("{count} stakeholder", "{count} stakeholders", there).format(count=there),
        ours=t.ngettext("{count} of us", "{count} of us", ours).format(count=ours),
    )
    store = notebook.settings.store
    given = "" if store == DEFAULT_STORE else f"--store {shlex.quote(store)} "
    dialogue.say(f"\n{said}")
    dialogue.say(f"  kamgraph {given}report {shlex.quote(account)}")
