"""Reading a trigger's frame off the syntax: which word fills which slot."""

from __future__ import annotations

from dragoman.events.triggers import Trigger, light_relations, light_verbs
from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of, children, is_infinitive, is_participle, is_verb, preposition, subtree
from dragoman.mentions import Page
from dragoman.mentions.extents import complement
from dragoman.mentions.ru.subjects import subject_of, told_to
from dragoman.model import Span

LETTERS = {"Gen": "G", "Dat": "D", "Acc": "A", "Ins": "T", "Loc": "L"}
BASE = {"об": "о", "обо": "о", "ко": "к", "со": "с", "во": "в"}
Found = list[tuple[str, int]]


def anchor(page: Page, i: int) -> int:
    """The verb that carries noun `i` («провели переговоры», «встреча состоялась»), or `i` itself."""
    token = page.tokens[i]
    if is_verb(token) or token.head < 0:
        return i
    up = page.tokens[token.head]
    if up.lemma in GETTERS and is_verb(up) and token.rel.split(":")[0] == "obj":
        return up.i
    if (
        up.lemma in light_verbs(page.analysis.language)
        and (is_verb(up) or is_participle(up))
        and (
            token.rel.split(":")[0] in ("obj", "nsubj", "obl", "iobj")
            or (token.rel == "xcomp" and case_of(token) == "Ins")
        )
        and not _aside(page, token, up)
    ):
        return up.i
    if is_participle(up) and up.lemma in light_verbs(page.analysis.language):
        return up.i
    return i


def _aside(page: Page, token: Token, up: Token) -> bool:
    """«принял груз при посредничестве Катара»: the verb carries no noun with this preposition."""
    prep = preposition(page.analysis, token.i)
    relations = light_relations(page.analysis.language).get(up.lemma, frozenset())
    return bool(prep) and not any(r.partition("+")[0] == BASE.get(prep, prep) for r in relations)


GETTERS = frozenset(["получить", "получать", "просить", "попросить", "запросить"])
"""Light verbs whose subject is on the receiving end."""


def fill(page: Page, i: int, at: int, trigger: Trigger) -> Found:
    """(role, head token) of every participant, object and place that the frame finds, coordinated ones too."""
    found: Found = []
    found += _around(page, i, trigger)
    found += _on_object(page, i, trigger)
    found += _of_participle(page, i, trigger)
    found += _owner(page, found, trigger)
    found += _refused_to(page, found, trigger)
    found += _astray(page, i, found, trigger)
    if at != i:
        found += _around_light(page, i, at, trigger)
    if is_verb(page.tokens[i]) or is_participle(page.tokens[i]):
        found += _subject(page, i, trigger)
    if trigger.roles("с+T") and not any(preposition(page.analysis, h) in ("с", "со") for _, h in found):
        found += [(role, h) for h in _partner(page, max(i, at)) for role in trigger.roles("с+T")]
    spread: Found = []
    for role, head in found:
        spread.append((role, head))
        if role in ("actor", "recipient", "third_party"):
            spread += [(role, other) for other in joined(page, head)]
    return list(dict.fromkeys(spread))


def _astray(page: Page, i: int, found: Found, trigger: Trigger) -> Found:
    """«наращивает потенциал у российских рубежей»: a phrase after the trigger that the parser hung far away."""
    sentence = page.sentence_of(i)
    out: Found = []
    for t in page.tokens[i + 1 : min(sentence.last, i + 12)]:
        if t.pos == "PUNCT" or (is_verb(t) and not is_participle(t)):
            break
        far = 0 <= t.head < i or t.head > t.i + 8
        if far and t.pos in ("NOUN", "PROPN") and preposition(page.analysis, t.i):
            roles = next((r for slot in slots_of(page, t) if (r := trigger.roles(slot))), ())
            out += [(role, t.i) for role in roles if (role, t.i) not in found]
    return out


def slots_of(page: Page, t: Token) -> tuple[str, ...]:
    """Slots that dependent `t` can fill, most exact first."""
    if is_infinitive(t):
        return ("inf",)
    prep, letter = preposition(page.analysis, t.i).replace(" ", "_"), LETTERS.get(case_of(t), "")
    if prep in ("в", "во", "на") and letter == "L" and _unchanging(t):
        return (f"{BASE.get(prep, prep)}+L", f"{BASE.get(prep, prep)}+A")  # «визит в Токио»
    if prep in ("в", "во", "на") and letter not in ("A", "L"):
        return (f"{BASE.get(prep, prep)}+A", f"{BASE.get(prep, prep)}+L")  # «в Баку»: names without cases
    if prep in ("с", "со") and letter not in ("T", "G"):
        return ("с+T", "с+G")  # «с Перу»: tagged as a dative
    if prep:
        return (f"{BASE.get(prep, prep)}+{letter}", prep)
    rel = t.rel.split(":")[0]
    if rel == "det" and t.i not in page.by_head:
        return ()  # «эта поездка», «своя встреча»
    if rel in ("amod", "det") or t.pos == "ADJ":
        return ("adj",)
    by_case = {"G": ("gen", "gen2", "obj"), "D": ("iobj",), "A": ("obj",), "T": ("ins", "agent")}.get(letter, ())
    if rel != "obj":
        return by_case
    # «отозвала посла»: what looks like a genitive; «посетил Баку»: a name without cases, whatever the tagger says
    return ("obj", *by_case) if letter == "G" else (*by_case, "obj")


def _unchanging(t: Token) -> bool:
    """«Токио», «Баку», «Осло»: a name that looks the same in every case."""
    return t.pos == "PROPN" and t.lemma.lower() == t.lower and t.lower.endswith(("о", "е", "у", "и", "э", "ю"))


OTHERS = frozenset(
    ("nsubj", "punct", "case", "cc", "conj", "advmod", "mark", "cop", "aux", "acl", "advcl", "parataxis")
)
"""Relations that fill no slot by themselves."""


def _around(page: Page, i: int, trigger: Trigger) -> Found:
    found: Found = []
    for t in children(page.analysis, i):
        if t.rel.split(":")[0] in OTHERS and not (is_infinitive(t) and trigger.roles("inf")) and not misread(page, t):
            continue
        for slot in (*slots_of(page, t), *(("obj",) if misread(page, t) else ())):
            roles = trigger.roles(slot)
            if roles:
                found += [(role, t.i) for role in roles]
                found += _traded(page, t, trigger) if "object" in roles else []
                break
    return found


def misread(page: Page, t: Token) -> bool:
    """«министр посетит Бамако», «РФ не пригласили»: what the tagger takes for a subject is the object."""
    if t.rel == "nsubj" and (case_of(t) == "Dat" or _disagrees(page, t) or _handed(page, t)):
        return True  # «посол передал замминистра ноту»: the word is the same in every case
    if t.rel != "nsubj" or case_of(t) != "Acc" or t.i < t.head:
        return False
    return any(s.i < t.head for s in children(page.analysis, t.head, "nsubj"))


PLURAL = ("ли", "лись", "ут", "ют", "ат", "ят", "утся", "ются", "атся", "ятся")


def _disagrees(page: Page, t: Token) -> bool:
    """A name that looks the same in the accusative («РФ», «Иран», «Баку»), singular before a verb in the plural."""
    verb = page.tokens[t.head]
    same = t.feats.get("Animacy") == "Inan" and t.feats.get("Gender") in ("Masc", "Neut")
    unchanging = t.pos == "PROPN" and (same or _unchanging(t) or (t.text.isupper() and len(t.text) < 6))
    return (
        unchanging
        and t.feats.get("Number") == "Sing"
        and verb.feats.get("Number") == "Plur"
        and verb.lower.endswith(PLURAL)
        and not is_passive(verb)
        and not any(children(page.analysis, t.i, "conj"))
    )


def _handed(page: Page, t: Token) -> bool:
    """«Документы вручили послу»: a thing before the verb that is given to somebody and gives nothing itself."""
    verb = page.tokens[t.head]
    things = t.pos == "NOUN" and t.feats.get("Animacy") == "Inan" and case_of(t) in ("Nom", "Acc")
    if not things or t.i > verb.i or verb.feats.get("Number") != "Plur" or is_passive(verb):
        return False
    kids = list(children(page.analysis, verb.i, "iobj", "obj", "nsubj"))
    given = any(k.rel == "iobj" and case_of(k) == "Dat" for k in kids)
    return given and all(k.rel == "iobj" or k.i == t.i for k in kids)


def _traded(page: Page, t: Token, trigger: Trigger) -> Found:
    """«запрет на ввоз мяса из Бразилии», «эмбарго на поставки оружия в Судан»: sides under what is banned."""
    if trigger.pos != "NOUN" or not preposition(page.analysis, t.i):
        return []
    below = [t.i, *(c.i for c in children(page.analysis, t.i, "nmod"))]
    return [
        (role, c.i)
        for h in below
        for c in children(page.analysis, h, "nmod", "obl")
        for slot in slots_of(page, c)[:1]
        if "+" in slot
        for role in trigger.roles(slot)
    ]


def _on_object(page: Page, i: int, trigger: Trigger) -> Found:
    """«закроет посольство в Тегеране», «отклонил приглашение Франции»: what the parser hung on the object of a verb."""
    if not is_verb(page.tokens[i]):
        return []
    found: Found = []
    for o in children(page.analysis, i, "obj", "nsubj"):
        if o.rel.startswith("nsubj") and not is_passive(page.tokens[i]):
            continue
        compound = [t for t in children(page.analysis, o.i, "amod") if "-" in t.text and trigger.symmetric]
        found += [("actor", t.i) for t in compound]  # «подписано чилийско-перуанское соглашение»
        for t in children(page.analysis, o.i, "nmod", "obl"):
            slot = next((x for x in slots_of(page, t) if "+" in x or x == "gen"), "")
            found += [(role, t.i) for role in trigger.roles(slot)] if slot else []
            below = [c for c in children(page.analysis, t.i, "nmod") if preposition(page.analysis, c.i) in ("с", "со")]
            found += [(role, c.i) for c in below for role in trigger.roles("с+T")]  # «договор о границе с Чили»
    return found


def _of_participle(page: Page, i: int, trigger: Trigger) -> Found:
    """«санкций, введённых Советом»: the agent of a light verb's participle that hangs on the noun."""
    found: Found = []
    for t in children(page.analysis, i, "acl", "amod"):
        if is_participle(t) and is_passive(t) and t.lemma in light_verbs(page.analysis.language):
            agents = [
                c.i for c in children(page.analysis, t.i) if case_of(c) == "Ins" and not preposition(page.analysis, c.i)
            ]
            found += [(role, h) for h in agents for role in (trigger.roles("nsubj") or ("actor",))]
            for c in children(page.analysis, t.i, "obl", "nmod"):
                slot = next((x for x in slots_of(page, c) if "+" in x), "")
                found += [(role, c.i) for role in trigger.roles(slot)]
    return found


def _refused_to(page: Page, found: Found, trigger: Trigger) -> Found:
    """«отказалась признать республику», «отвергла приглашение Каира»: whoever is named in what is refused."""
    if trigger.mode != "refuse" or any(role == "recipient" for role, _ in found):
        return []
    heads = [h for role, h in found if role == "object"]
    inside = [j for h in heads for j in subtree(page.analysis, h, lambda t: t.rel.split(":")[0] not in CLAUSES)]
    return [
        ("recipient", j)
        for j in inside
        if (r := page.reference(j)) is not None and r.head == j and r.kind in SIDE_KINDS
    ][:1]


CLAUSES = frozenset(("acl", "advcl", "parataxis", "ccomp"))
SIDE_KINDS = frozenset(("country", "organization", "organ"))


def _owner(page: Page, found: Found, trigger: Trigger) -> Found:
    """«вывод войск Кении», «размещение ракет США»: whose forces they are acts."""
    if trigger.mode not in ("withdraw", "deploy"):
        return []
    heads = [h for role, h in found if role == "object"]
    heads += [t.i for h in tuple(heads) for t in children(page.analysis, h, "nmod") if case_of(t) == "Gen"]
    return [
        ("actor", t.i)
        for h in heads
        for t in children(page.analysis, h, "nmod", "amod")
        if page.reference(t.i) is not None and not preposition(page.analysis, t.i)
    ]


def is_passive(token: Token) -> bool:
    """«подписан», «подписанный»; a reflexive has lines of its own, other finite verbs are never passive."""
    return is_participle(token) and token.feats.get("Voice") == "Pass" and not token.lower.endswith(("ся", "сь"))


def doer(page: Page, v: int) -> int:
    """Who does the verb, or -1; «призвал Каир начать», «позволил послу посетить»: the object of the verb above does."""
    told = told_to(page, v, "Acc", "Dat") if is_infinitive(page.tokens[v]) else -1
    if told >= 0:
        return told
    s = subject_of(page, v)
    if s >= 0 and misread(page, page.tokens[s]):
        return next((t.i for t in children(page.analysis, v, "nsubj") if not misread(page, t)), -1)
    return s


def _around_light(page: Page, i: int, at: int, trigger: Trigger) -> Found:
    """Participants that hang on the light verb: its subject acts, its «с кем» is the partner."""
    found: Found = []
    token = page.tokens[i]
    if token.rel.split(":")[0] != "nsubj":
        s = doer(page, at)
        if s >= 0 and s != i:
            getter = page.tokens[at].lemma in GETTERS
            role = next(
                (r for slot in (("iobj",) if getter else ("nsubj", "gen")) for r in trigger.roles(slot)),
                "recipient" if getter else "actor",
            )
            found.append((role, s))
    told = preposition(page.analysis, i) in ("о", "об")  # «объявил в Москве о разрыве»: where it is told
    for t in children(page.analysis, at, "obl", "iobj", "nmod"):
        if told and preposition(page.analysis, t.i) in ("в", "во", "на"):
            continue
        for slot in slots_of(page, t):
            if slot not in ("obj", "gen", "gen2") and trigger.roles(slot):
                found += [(role, t.i) for role in trigger.roles(slot)]
                break
    return found


def _partner(page: Page, i: int) -> list[int]:
    """«обсудил экономические вопросы с ирландскими лидерами»: a «с кем» that the parser hung on the object."""
    sentence = page.sentence_of(i)
    for j in range(i + 1, min(sentence.last - 1, i + 14)):
        t = page.tokens[j]
        if (is_verb(t) and not is_participle(t)) or t.text in ".;:":
            return []
        if t.lower in ("с", "со"):
            r = page.reference(j + 1)
            if r is not None and r.first == j + 1 and case_of(page.tokens[r.head]) in ("Ins", ""):
                noun, head = page.tokens[page.tokens[r.head].head], page.tokens[r.head]
                person = head.pos == "ADJ" and head.rel == "amod" and noun.feats.get("Animacy") == "Anim"
                return [noun.i if person else head.i]  # «с российским коллегой»
    return []


def _subject(page: Page, i: int, trigger: Trigger) -> Found:
    verb = page.tokens[i]
    roles = trigger.roles("nsubj")
    if is_passive(verb):
        found: Found = []
        for t in children(page.analysis, i, "nsubj"):
            found += [(role, t.i) for role in trigger.roles("obj")]
        if is_participle(verb) and verb.rel.split(":")[0] in ("acl", "amod") and verb.head >= 0:
            found += [(role, verb.head) for role in trigger.roles("obj")]
        agent = next(
            (
                t.i
                for t in children(page.analysis, i, "obl", "iobj")
                if case_of(t) == "Ins" and not preposition(page.analysis, t.i)
            ),
            -1,
        )
        if agent >= 0:
            found += [(role, agent) for role in (trigger.roles("agent") or roles)]
        return found
    s = doer(page, i)
    return [(role, s) for role in roles] if s >= 0 else []


def joined(page: Page, head: int) -> list[int]:
    """Other actors joined to `head`: «США, НАТО и Россия»."""
    out, limit = [], page.sentence_of(head).last
    for t in children(page.analysis, head, "conj"):
        if t.i < limit and t.pos in ("NOUN", "PROPN", "PRON", "X", "ADJ"):
            out.append(t.i)
            out += joined(page, t.i) if t.i > head else []
    r = page.reference(head)
    if r is not None and not out and page.tokens[head].feats.get("Number") == "Plur":
        out += [
            j
            for t in children(page.analysis, head, "nmod")
            if case_of(t) == "Gen" and r.first <= t.i < r.last and t.i in page.by_head
            for j in joined(page, t.i)
            if not r.first <= j < r.last
        ]  # «лидеры Чили, Перу и Боливии»
    if r is not None and not out and r.last + 1 < limit and page.tokens[r.last].lower == "и":
        other = page.reference(r.last + 1)
        if (
            other is not None
            and other.first == r.last + 1
            and case_of(page.tokens[other.head]) == case_of(page.tokens[head])
        ):
            out.append(other.head)
    return out


def object_span(page: Page, head: int, i: int) -> Span | None:
    first, last = complement(page, head, page.sentence_of(head).last)
    if first <= i < last:
        last = i if i > head else last
        first = i + 1 if i < head else first
    return page.span(first, last) if last > first else None
