"""How far a role or an organ reaches: «официальный представитель МИД РФ Мария Захарова» is one phrase.

Russian hangs what a head governs to its right in the genitive; the name follows in the head's own case.
The walk is linear, token by token, because a wrong arc of the parser would cut a phrase in two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.languages.base import Analysis, Token
from dragoman.languages.grammar import case_of, is_participle, is_verb
from dragoman.languages.lexicon import Lexicon, of

Range = tuple[int, int]

FAR = frozenset(
    [
        "посол",
        "командующий",
        "главнокомандующий",
        "координатор",
        "спецкоординатор",
        "эмиссар",
        "докладчик",
        "спецдокладчик",
        "постпред",
        "представитель",
        "постпредставитель",
        "спецпредставитель",
        "спецпосланник",
        "посланник",
        "консул",
        "генконсул",
        "депутат",
        "наблюдатель",
        "делегация",
        "миссия",
        "постпредство",
        "посольство",
        "генконсульство",
        "консульство",
        "атташе",
        "поверенный",
        "уполномоченный",
        "комиссар",
        "резидент",
        "корреспондент",
        "сенатор",
        "делегат",
        "источник",
        "собеседник",
    ]
)
"""Heads that take «в + place», «при + body», «на + occasion», «от + party» as part of the phrase."""
NOT_A_TOPIC = frozenset(
    [
        "телефон",
        "слово",
        "итог",
        "данные",
        "мнение",
        "приглашение",
        "поручение",
        "просьба",
        "понедельник",
        "вторник",
        "среда",
        "четверг",
        "пятница",
        "суббота",
        "воскресенье",
        "окончание",
        "прибытие",
        "повод",
        "результат",
        "дорога",
        "случай",
        "причина",
        "сообщение",
        "информация",
        "обвинение",
        "подозрение",
        *"январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
        *"год месяц неделя выходной день утро вечер ночь полдень полночь момент".split(),
        *"рамка связь интервью эфир беседа разговор четверг".split(),
    ]
)
"""«по + these», «в + these» belongs to the verb, not to the role: «министр по телефону», «глава МИД по итогам дня»."""
OPEN_MARKS = frozenset('«“„"‹')
CLOSE_MARKS = frozenset('»”“"›')
MAX_PHRASE = 30
"""Tokens. The longest office in wire copy (deputy of a department of a committee) stays under it."""


def modifiers_start(analysis: Analysis, i: int, floor: int) -> int:
    """First token of the adjectives and numerals that agree with noun `i` and stand directly before it."""
    tokens, head = analysis.tokens, analysis.tokens[i]
    first = i
    while first - 1 >= floor:
        t = tokens[first - 1]
        if t.feats.get("Variant") == "Short":
            break  # «уверена канцлер»: a predicate
        if t.pos in ("ADJ", "DET", "NUM") or is_participle(t):
            if not _compatible(t, head):
                break
            first -= 1
        elif first < i and first - 2 >= floor and _shares(tokens[first - 2], t, tokens[first], head):
            first -= 2
        elif t.text in CLOSE_MARKS and first - 2 >= floor and tokens[first - 2].pos == "ADJ":
            first -= 2  # «так называемый "временный" глава»: the marks are stepped over with their adjective
        else:
            break
    while first < i and tokens[first].text in CLOSE_MARKS | OPEN_MARKS:
        first += 1
    return first


def _shares(one: Token, joint: Token, other: Token, head: Token) -> bool:
    """«российского | и | турецкого министров»: each adjective has a bearer of its own."""
    both = one.pos == other.pos == "ADJ" and case_of(one) == case_of(other) and _compatible(one, head)
    single = one.feats.get("Number") == other.feats.get("Number") == "Sing" and head.feats.get("Number") == "Plur"
    return both and single and joint.text in ("и", ",")


def _compatible(modifier: Token, head: Token) -> bool:
    a, b = case_of(modifier), case_of(head)
    return not a or not b or a == b


def reach(
    analysis: Analysis, i: int, ceiling: int, names: Mapping[int, Range], bodies: Mapping[int, int]
) -> tuple[int, Range | None]:
    """End (half-open) of the phrase headed by noun `i`, and the person's name that closes it, if one does.

    names: first token of each person's name → its range; bodies: first token → end of each named state or organisation.
    """
    tokens, head = analysis.tokens, analysis.tokens[i]
    far = head.lemma.rpartition("-")[2] in FAR or head.lemma in FAR
    j, limit, after_preposition = i + 1, min(ceiling, i + MAX_PHRASE), False
    while j < limit:
        t = tokens[j]
        if j in names and _closes(tokens, names[j], head, i, j):
            return names[j][1], names[j]
        beside = j == i + 1 and t.head == i and t.rel.split(":")[0] in ("appos", "flat")  # «агентство | Reuters»
        if bodies.get(j, 0) > j + (not beside) or (bodies.get(j, 0) > j and j - 1 > i and tokens[j - 1].pos == "NOUN"):
            j = bodies[j]
            continue
        if t.pos == "NOUN" and j + 1 in names and t.lemma in RANKS and case_of(t) == case_of(head):
            return names[j + 1][1], names[j + 1]
        listed = t.text == "," and head.feats.get("Number") == "Plur" and _goes_on(tokens, bodies, j)
        if listed:
            j = bodies[j + 1]
            continue
        step = _step(analysis, j, limit, after_preposition or _commands(head, t, i, j))
        if step:
            after_preposition = after_preposition and step == 1 and t.lower != "и"
            j += step
            continue
        if t.lower == "по" and j + 2 < limit and tokens[j + 1].lower == "имени" and j + 2 in names:
            return names[j + 2][1], names[j + 2]
        near = far or tokens[j - 1].lemma in FAR
        if t.pos == "ADP" and j + 1 < limit and _opens_topic(of(analysis.language), t, tokens[j + 1], near):
            j, after_preposition = j + 1, True
            continue
        break
    while j > i + 1 and (tokens[j - 1].pos in ("ADP", "CCONJ", "ADJ") or tokens[j - 1].text in OPEN_MARKS):
        if tokens[j - 1].pos == "ADJ" and case_of(tokens[j - 1]) == "Gen" and tokens[j - 1].head < j:
            break
        j -= 1
    return j, None


def _goes_on(tokens: Sequence[Token], bodies: Mapping[int, int], j: int) -> bool:
    """«президенты России, | Турции и Ирана»: at the comma of a list of states that «и» closes."""
    for _ in range(MAX_PHRASE):
        end = bodies.get(j + 1, 0)
        genitive = end > 0 and case_of(tokens[j - 1]) == case_of(tokens[j + 1]) == "Gen"
        if not genitive or end >= len(tokens) or tokens[end].text not in (",", "и"):
            return False
        if tokens[end].text == "и":
            return True
        j = end
    return False


def _closes(tokens: Sequence[Token], name: Range, head: Token, i: int, j: int) -> bool:
    """The name stands in the head's case, or the parser hangs it on the phrase (women's foreign names do not
    decline).
    """
    first = tokens[name[0]]
    a, b = case_of(first), case_of(head)
    beside = first.rel in ("appos", "flat", "flat:name")
    return not a or not b or a == b or (beside and (a == "Nom" or i <= first.head < j))


RANKS = frozenset(
    "генерал адмирал вице-адмирал контр-адмирал генерал-полковник генерал-лейтенант генерал-майор полковник"
    " подполковник майор капитан лейтенант маршал профессор доктор академик шейх принц принцесса граф барон лорд сэр"
    " леди господин госпожа кардинал архиепископ епископ митрополит аятолла имам эмир князь дипломат сенатор".split()
)
"""Titles between an office and its name: «начальник штаба | генерал | Олег N»."""
COMMANDING = frozenset("командующий управляющий заведующий руководящий главнокомандующий".split())


def _commands(head: Token, t: Token, i: int, j: int) -> bool:
    """«командующий | силами НАТО»: what these govern stands in the instrumental."""
    return j - i < 4 and head.lemma.rpartition("-")[2] in COMMANDING and case_of(t) == "Ins"


def _step(analysis: Analysis, j: int, limit: int, after_preposition: bool) -> int:
    """How many tokens from `j` belong to the phrase: 0 when it ends here."""
    tokens = analysis.tokens
    t = tokens[j]
    if is_verb(t) and not is_participle(t):
        return 0
    if t.pos in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "X") or is_participle(t):
        if (
            case_of(t) == "Gen"
            or _indeclinable(t)
            or (after_preposition and case_of(t) in ("Dat", "Loc", "Gen", "Acc", "Ins"))
        ):
            return 1
        return 0
    if t.text in OPEN_MARKS and j + 1 < limit and not tokens[j + 1].text[0].islower():
        for k in range(j + 1, min(limit, j + 9)):
            if tokens[k].text in CLOSE_MARKS:
                return k + 1 - j
        return 0
    if t.text == "(":
        return next((k + 1 - j for k in range(j + 1, min(limit, j + 6)) if tokens[k].text == ")"), 0)
    if t.lower == "и" and j + 1 < limit and j > 0:
        a, b = tokens[j - 1], tokens[j + 1]
        both = case_of(a) == case_of(b) or _indeclinable(b)
        if both and b.pos in ("NOUN", "PROPN", "ADJ", "X") and case_of(b) in ("Gen", "Dat", "Loc", ""):
            return 2
    return 0


def _indeclinable(t: Token) -> bool:
    """Abbreviations: РФ, США, ООН, МИД, КНДР (the tagger guesses their case)."""
    return len(t.text) >= 2 and t.text.isupper() and t.text.isalpha()


def _opens_topic(lexicon: Lexicon, preposition: Token, follower: Token, far: bool) -> bool:
    if preposition.lower == "по":
        return follower.lemma not in NOT_A_TOPIC and follower.pos in ("NOUN", "ADJ", "PROPN")
    kinds = {v.kind for v in lexicon.venues.get(follower.lemma, ())}
    if kinds & {"social", "medium"} or follower.lemma in NOT_A_TOPIC:
        return False  # «написала депутат | в Twitter», «вручили послу | в среду»
    return (
        far
        and preposition.lower in ("в", "во", "при", "на", "от")
        and (follower.pos in ("PROPN", "NOUN", "ADJ", "X") or follower.text in OPEN_MARKS)
    )
