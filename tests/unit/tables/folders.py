"""Folders of CSV files for tests: a small sound portfolio, one file changed at will."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "organizations.csv": "id,name,kind\nus,Us,own\nacme,Acme,customer\n",
    "people.csv": "id,organization,name,level,joined\no1,us,Olga,3,\nc1,acme,Carla,2,2020-01-31\n",
    "accounts.csv": "id,name,organization\na1,Acme,acme\n",
    "opportunities.csv": "id,account,name,value,currency\nq1,a1,Pumps,10.5,EUR\n",
    "memberships.csv": "account,center,person,roles\na1,buying,c1,decider\na1,selling,o1,lead\n",
    "contacts.csv": "own,person,level,note\no1,c1,3,\n",
    "interactions.csv": "date,own,person,channel\n2026-01-31,o1,c1,call\n",
    "ties.csv": "source,target,kind\nacme,c1,contact\n",
    "acceptances.csv": "rule,account,until,reason\nK05,a1,2026-12-31,nobody uses it yet\n",
}


def folder(path: Path, **changed: str | bytes | None) -> Path:
    """The sound folder with some files changed, by table name; None leaves a file out."""
    path.mkdir(exist_ok=True)
    contents: dict[str, str | bytes | None] = {**FILES}
    contents.update({f"{name}.csv": content for name, content in changed.items()})
    for name, content in contents.items():
        if content is not None:
            raw = content.encode() if isinstance(content, str) else content
            (path / name).write_bytes(raw)
    return path
