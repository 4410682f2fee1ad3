"""Words that count: «два дня назад», «через две недели», «за последние 30 лет», «каждый вторник»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.quantity import Quantity, moved
from dragoman.dates.words import Words

PLAIN_UNITS = ("minute", "hour", "day", "week", "month", "year", "decade")


def quantity(w: Words, i: int, alone: bool = True) -> tuple[int, Quantity] | None:
    """«два дня», «48 часов», «несколько месяцев», «полгода», with `alone` also «неделю»."""
    half = w.take(i, "halfunit")
    if half:
        return half[0], Quantity(int(half[1][1:-1]), "month")
    unit = w.value(i, "unit")
    if unit in PLAIN_UNITS and alone:
        return i + 1, Quantity(1, unit)
    n = w.value(i, "digits") if "digits" in w.at(i) else w.value(i, "number")
    at = i + 1
    if n is None:
        return None
    if n != "X" and n >= 20 and n % 10 == 0 and isinstance(small := w.value(at, "number"), int) and small < 10:
        n, at = n + small, at + 1
    unit = w.value(at, "unit") or (w.value(at + 1, "unit") if at < w.last and w.tokens[at].pos == "ADJ" else None)
    if unit not in PLAIN_UNITS or (unit == "year" and n != "X" and n >= 1000):
        return None
    return at + 1 + (w.value(at, "unit") is None), Quantity(None if n == "X" else n, unit)


def ago(w: Words, i: int, mod: str | None) -> Found | None:
    """«два дня назад», «неделю тому назад»."""
    found = quantity(w, i)
    after = w.take(found[0], "ago") if found else None
    return (after[0], moved(found[1], -1, False, mod)) if found and after else None


def hence(w: Words, i: int, mod: str | None) -> Found | None:
    """«через две недели», «спустя два дня после встречи»: from the day told before when the tense is past."""
    start = w.take(i, "hence")
    if start is None:
        return None
    about = w.take(start[0], "approximately")
    found = quantity(w, about[0] if about else start[0])
    if found is None:
        return None
    end, q = found
    if w.value(end, "lead") == "after":
        return end, Meaning(vague="story", reason="counted from an event")
    return end, replace(moved(q, 1, False, about[1] if about else mod), choice="tense")


def offset(w: Words, i: int, mod: str | None) -> Found | None:
    """«днём ранее», «двумя неделями позже», «два дня спустя»: from the day told before."""
    found = quantity(w, i)
    after = w.take(found[0], "offset") if found else None
    if not found or not after or (found[1].n == 1 and w.lower(i) in ("дня", "дней", "лет", "года")):
        return None
    if w.lower(after[0]) == "чем":
        return after[0], Meaning(vague="story", reason="counted from an event")
    return after[0], moved(found[1], after[1], True, mod)


def recent(w: Words, i: int, mod: str | None) -> Found | None:
    """«за последние 30 лет», «в последние дни», «в ближайшие два дня»."""
    lead = w.take(i, "lead")
    at = lead[0] if lead else i
    side = w.take(at, "recent")
    if side is None or not lead or lead[1] not in ("in", "within", "over", "on"):
        return None
    found = quantity(w, side[0])
    if found is None:
        return None
    end, q = found
    plural = w.tokens[side[0]].feats.get("Number") == "Plur" and "unit" in w.at(side[0]) and w.lower(side[0]) != "сутки"
    if plural or q.n is None:
        return end, Meaning(vague=side[1], reason="how long is not told")
    return end, Meaning(type="DURATION", length=q.iso, reach=side[1], mod=mod)


def limit(w: Words, i: int, mod: str | None) -> Found | None:
    """«в десятидневный срок», «в сжатые сроки»."""
    lead = w.take(i, "lead")
    if lead and "termkind" in w.at(lead[0]) and (term := w.take(lead[0] + 1, "term")) and lead[1] in ("in", "within"):
        return term[0], Meaning(type="DURATION", vague="future", reason="how long is not told", limit=True)
    found = w.take(lead[0], "limit") if lead else None
    if found is None:
        return None
    n, unit = found[1]
    return found[0], Meaning(type="DURATION", length=Quantity(n, unit).iso, reach="future", limit=True)


def during(w: Words, i: int, mod: str | None) -> Found | None:
    """«в течение месяца», «на протяжении 65 лет», «за два года»."""
    lead = w.take(i, "lead")
    if lead is None or lead[1] not in ("over", "within"):
        return None
    about = w.take(lead[0], "approximately")
    at = about[0] if about else lead[0]
    found = quantity(w, at)
    if found is None:
        return None
    end, q = found
    if lead[1] == "within" and w.value(end, "lead") in ("until", "before"):
        that = w.take(end + 1, "thatmoment")
        return (
            (that[0], moved(q, -1, True, mod))
            if that
            else (end, Meaning(vague="story", reason="counted from an event"))
        )
    return end, Meaning(type="DURATION", length=q.iso, lead=lead[1], mod=mod)


def again(w: Words, i: int, mod: str | None) -> Found | None:
    """«ежегодно», «каждый вторник», «каждые два года», «по средам», «дважды в год»."""
    if found := w.take(i, "set"):
        return found[0], Meaning(type="SET", length=found[1], quant="EVERY")
    if w.lower(i) == "по" and (found := w.take(i + 1, "weekday_each")):
        return found[0], Meaning(type="SET", length=f"XXXX-WXX-{found[1]}", quant="EVERY")
    times = w.take(i, "times")
    if times and w.value(times[0], "lead") == "in" and (q := quantity(w, times[0] + 1)):
        return q[0], Meaning(type="SET", length=q[1].iso, freq=f"{times[1]}X")
    each = w.take(i, "each")
    if each is None:
        return None
    if found := w.take(each[0], "weekday_acc") or w.take(each[0], "weekday_gen"):
        return found[0], Meaning(type="SET", length=f"XXXX-WXX-{found[1]}", quant="EACH")
    q = quantity(w, each[0])
    return (q[0], Meaning(type="SET", length=q[1].iso, quant="EACH")) if q else None


COUNTING: tuple[Callable[[Words, int, str | None], Found | None], ...] = (
    ago,
    hence,
    offset,
    recent,
    limit,
    during,
    again,
)
"""Ordered: the first that fits is taken."""
