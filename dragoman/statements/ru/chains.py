"""«Губернатор сообщил, что C. Он добавил, что D»: a pronoun beside a cue is the one who spoke just before.

Linking looks for persons by name; here the chain of sayings itself tells who goes on, named or not.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of, is_finite
from dragoman.mentions.page import Page
from dragoman.statements.draft import Draft

GENDERS = {"он": "Masc", "его": "Masc", "она": "Fem", "ее": "Fem", "они": "Plur", "их": "Plur"}
FAR = 2
"""Sentences between a saying and the one that goes on."""
NEAR = 24
"""Statements before and after that may stand around one."""
PERSONS = ("person", "office", "unnamed")


def follow(page: Page, drafts: Sequence[Draft], silent: Sequence[Draft] = ()) -> None:
    """Gives each «он», «она», «по его словам» the speaker of the saying before it, where nobody else comes between.

    silent: cues that tell of a plan or a view in the writer's words («министр намерен …»), which no statement is.
    """
    last: Draft | None = None
    ordered = sorted([*drafts, *silent], key=lambda d: _place(page, d))
    unsaid = {id(d) for d in silent}
    for k, d in enumerate(ordered):
        if id(d) in unsaid:
            last = d if last is None or d.sentence > last.sentence else last
            continue
        if d.outer is not None or _inside_another(d, ordered[max(0, k - NEAR) : k + NEAR]):
            continue
        gender = GENDERS.get(page.tokens[d.source_head].lower, "") if d.source_head >= 0 else ""
        if gender and last is not None and _goes_on(page, d, last, gender):
            if id(last) in unsaid:
                d.source_head = last.source_head
            else:
                d.carried, d.source_head = last, -1
        last = d


def _place(page: Page, d: Draft) -> int:
    return d.source.start if d.source else d.cue.start if d.cue else d.start


def _inside_another(d: Draft, near: Sequence[Draft]) -> bool:
    at = d.cue or d.content[0]
    return any(s.start <= at.start and at.end <= s.end and s != at for o in near if o is not d for s in o.content)


def _goes_on(page: Page, d: Draft, last: Draft, gender: str) -> bool:
    if not 0 <= d.sentence - last.sentence <= FAR:
        return False
    who = last
    while who.source_head < 0 and who.carried is not None:
        who = who.carried
    if who.source_head < 0:
        return False
    head = page.tokens[who.source_head]
    r = page.reference(head.i)
    if gender == "Plur":
        many = r is not None and (r.plural or " и " in page.span(r.first, r.last).of(page.text))
        return (many or head.feats.get("Number") == "Plur") and not _somebody_between(page, last, d)
    if r is None or r.kind not in PERSONS or r.plural or _gender(page, who, head) != gender:
        return False
    return not _somebody_between(page, last, d)


def _gender(page: Page, d: Draft, head: Token) -> str:
    """Of the one who speaks: the verb's where it shows one («министр заявила»), else the name's, else the noun's."""
    verb = page.tokens[d.verb] if d.verb >= 0 else None
    if verb is not None and is_finite(verb) and verb.feats.get("Gender"):
        return verb.feats["Gender"]
    r = page.reference(head.i)
    named = page.tokens[r.name[0]].feats.get("Gender", "") if r is not None and r.name else ""
    return named or head.feats.get("Gender", "")


def _somebody_between(page: Page, last: Draft, d: Draft) -> bool:
    """Another person is the subject of what the writer tells between the two sayings."""
    told = [*last.content, *d.content]
    source = last.source
    for r in page.references_in(page.token_at(_place(page, last)), page.token_at(_place(page, d))):
        head = page.tokens[r.head]
        if r.kind not in PERSONS or case_of(head) != "Nom" or not head.rel.startswith("nsubj"):
            continue
        if any(s.start <= head.start < s.end for s in told):
            continue
        if source is None or not source.start <= head.start < source.end:
            return True
    return False
