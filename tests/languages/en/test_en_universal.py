"""The scheme of the trees: Universal Dependencies, whatever the parser was trained on.

A tree is written as `governor(dependent.relation …)`, dependents in the order of the text, marks left out.
"""

from __future__ import annotations

import pytest

from dragoman.languages.base import Analysis
from dragoman.languages.en import analyse
from dragoman.languages.en.universal import universal


def tree(analysis: Analysis) -> str:
    """The trees of an analysis, in the order of the text."""

    def show(i: int) -> str:
        token = analysis.tokens[i]
        kids = " ".join(show(j) for j in analysis.children[i] if analysis.tokens[j].pos != "PUNCT")
        return token.text + ("" if token.head < 0 else f".{token.rel}") + (f"({kids})" if kids else "")

    return " ".join(show(token.i) for token in analysis.tokens if token.head < 0)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "The envoy met the minister in Geneva on Monday.",
            "met(envoy.nsubj(The.det) minister.obj(the.det Geneva.nmod(in.case)) Monday.obl(on.case))",
        ),
        (
            "According to two officials, the sides agreed on a ceasefire.",
            "agreed(officials.obl(According.case to.case two.nummod) sides.nsubj(the.det) ceasefire.obl(on.case "
            "a.det))",
        ),
        (
            "The minister urged Moscow to withdraw its troops from the region.",
            "urged(minister.nsubj(The.det) Moscow.obj withdraw.xcomp(to.mark troops.obj(its.nmod:poss) "
            "region.obl(from.case the.det)))",
        ),
        (
            "She said that the talks would resume next week.",
            "said(She.nsubj resume.ccomp(that.mark talks.nsubj(the.det) would.aux week.obl:npmod(next.amod)))",
        ),
        (
            "“We are ready for talks,” the president said.",
            "said(ready.ccomp(We.nsubj are.cop talks.obl(for.case)) president.nsubj(the.det))",
        ),
        (
            "The delegation was received by the prime minister.",
            "received(delegation.nsubj:pass(The.det) was.aux:pass minister.obl:agent(by.case the.det prime.amod))",
        ),
        (
            "The embassy gave the ministry a note.",
            "gave(embassy.nsubj(The.det) ministry.iobj(the.det) note.obj(a.det))",
        ),
        (
            "The ambassador handed a letter to the foreign minister.",
            "handed(ambassador.nsubj(The.det) letter.obj(a.det) minister.obl(to.case the.det foreign.amod))",
        ),
        (
            "He is the head of the delegation.",
            "head(He.nsubj is.cop the.det delegation.nmod(of.case the.det))",
        ),
        (
            "The draft was sent to Brussels because of the dispute.",
            "sent(draft.nsubj:pass(The.det) was.aux:pass Brussels.obl(to.case) dispute.obl(because.case of.case "
            "the.det))",
        ),
        (
            "There were no talks on Friday.",
            "were(There.expl talks.nsubj(no.det Friday.nmod(on.case)))",
        ),
        (
            "The envoy did not answer the question.",
            "answer(envoy.nsubj(The.det) did.aux not.advmod question.obj(the.det))",
        ),
        (
            "The sides called off the meeting.",
            "called(sides.nsubj(The.det) off.compound:prt meeting.obj(the.det))",
        ),
        (
            "Harlow, the foreign minister, arrived in Oslo.",
            "arrived(Harlow.nsubj(minister.appos(the.det foreign.amod)) Oslo.obl(in.case))",
        ),
        (
            "The treaty, which was signed in 2010, expires in May.",
            "expires(treaty.nsubj(The.det signed.acl:relcl(which.nsubj:pass was.aux:pass 2010.obl(in.case))) "
            "May.obl(in.case))",
        ),
        (
            "The minister's aide denied the report.",
            "denied(aide.nsubj(minister.nmod:poss(The.det 's.case)) report.obj(the.det))",
        ),
        (
            "Both sides blamed each other for the attack.",
            "blamed(sides.nsubj(Both.det) other.obj(each.det) attack.obl(for.case the.det))",
        ),
        (
            "Talks between Oslo and Riga began after the attack.",
            "began(Talks.nsubj(Oslo.nmod(between.case Riga.conj(and.cc))) attack.obl(after.case the.det))",
        ),
        (
            "The president, prime minister and speaker met the envoy.",
            "met(president.nsubj(The.det minister.appos(prime.compound speaker.conj(and.cc))) envoy.obj(the.det))",
        ),
        (
            "They flew from Oslo to Riga.",
            "flew(They.nsubj Oslo.obl(from.case) Riga.obl(to.case))",
        ),
        (
            "The ministry demanded that the fleet leave the port.",
            "demanded(ministry.nsubj(The.det) leave.ccomp(that.mark fleet.nsubj(the.det) port.obj(the.det)))",
        ),
        (
            "Without naming the country, he accused it of lying.",
            "accused(naming.advcl(Without.mark country.obj(the.det)) he.nsubj it.obj lying.advcl(of.mark))",
        ),
        (
            "After meeting the envoy, the minister left for Riga.",
            "left(meeting.advcl(After.mark envoy.obj(the.det)) minister.nsubj(the.det) Riga.obl(for.case))",
        ),
        (
            "The deal signed on Monday is dead.",
            "dead(deal.nsubj(The.det signed.acl(Monday.obl(on.case))) is.cop)",
        ),
        (
            "He wants the allies to send more weapons.",
            "wants(He.nsubj allies.obj(the.det) send.xcomp(to.mark weapons.obj(more.amod)))",
        ),
        (
            "The sides seem ready to sign the deal.",
            "seem(sides.nsubj(The.det) ready.xcomp(sign.xcomp(to.mark deal.obj(the.det))))",
        ),
        (
            "The minister was in Oslo on Tuesday.",
            "was(minister.nsubj(The.det) Oslo.obl(in.case) Tuesday.obl(on.case))",
        ),
        (
            "Who will lead the talks is not clear.",
            "clear(lead.csubj(Who.nsubj will.aux talks.obj(the.det)) is.cop not.advmod)",
        ),
        (
            "It is important that both sides come.",
            "important(It.nsubj is.cop come.ccomp(that.mark sides.nsubj(both.det)))",
        ),
        (
            "Ships from Oslo and from Riga left the port.",
            "left(Ships.nsubj(Oslo.nmod(from.case Riga.conj(and.cc from.case))) port.obj(the.det))",
        ),
        (
            "More than 100 soldiers were killed.",
            "killed(soldiers.nsubj:pass(100.nummod(More.amod than.advmod)) were.aux:pass)",
        ),
        (
            "The envoy whose aide resigned flew home.",
            "flew(envoy.nsubj(The.det resigned.acl:relcl(aide.nsubj(whose.nmod:poss))) home.advmod)",
        ),
        (
            "Do not wait for the answer.",
            "wait(Do.aux not.advmod answer.obl(for.case the.det))",
        ),
        (
            "The ministry wrote to him about what he said.",
            "wrote(ministry.nsubj(The.det) him.obl(to.case) said.advcl(about.mark what.obj he.nsubj))",
        ),
        (
            "The talks ended without an agreement on Tuesday, the U.S. State Department said.",
            "said(ended.ccomp(talks.nsubj(The.det) agreement.obl(without.case an.det Tuesday.nmod(on.case))) "
            "Department.nsubj(the.det U.S..compound State.compound))",
        ),
        (
            "As president, he refused to meet the envoy.",
            "refused(president.obl(As.case) he.nsubj meet.xcomp(to.mark envoy.obj(the.det)))",
        ),
        (
            "He refused the offer, saying the talks were over.",
            "refused(He.nsubj offer.obj(the.det) saying.advcl(were.ccomp(talks.nsubj(the.det) over.advmod)))",
        ),
        (
            "They let the ship leave.",
            "let(They.nsubj ship.obj(the.det) leave.xcomp)",
        ),
        (
            "The sides agreed to meet again in two weeks.",
            "agreed(sides.nsubj(The.det) meet.xcomp(to.mark again.advmod weeks.obl(in.case two.nummod)))",
        ),
        (
            "Asked about the report, the spokesman declined to comment.",
            "declined(Asked.advcl(report.obl(about.case the.det)) spokesman.nsubj(the.det) comment.xcomp(to.mark))",
        ),
        (
            "If the talks fail, the allies will send troops.",
            "send(fail.advcl(If.mark talks.nsubj(the.det)) allies.nsubj(the.det) will.aux troops.obj)",
        ),
        (
            "She told reporters the minister had resigned.",
            "told(She.nsubj reporters.obj resigned.ccomp(minister.nsubj(the.det) had.aux))",
        ),
        (
            "The minister has been invited to Riga.",
            "invited(minister.nsubj:pass(The.det) has.aux been.aux:pass Riga.obl(to.case))",
        ),
        (
            "In addition to the envoys, three ministers came.",
            "came(addition.obl(In.case envoys.nmod(to.case the.det)) ministers.nsubj(three.nummod))",
        ),
        (
            "The fleet, instead of leaving, fired on the port.",
            "fired(fleet.nsubj(The.det leaving.acl(instead.advmod of.mark)) port.obl(on.case the.det))",
        ),
        (
            "The reason is that nobody came.",
            "is(reason.nsubj(The.det) came.ccomp(that.mark nobody.nsubj))",
        ),
        (
            "What he said was a lie.",
            "lie(said.csubj(What.obj he.nsubj) was.cop a.det)",
        ),
        (
            "The envoy is expected to arrive in Kyiv on Sunday.",
            "expected(envoy.nsubj:pass(The.det) is.aux:pass arrive.xcomp(to.mark Kyiv.obl(in.case) "
            "Sunday.obl(on.case)))",
        ),
    ],
)
def test_sentence(sentence: str, wanted: str) -> None:
    assert tree(analyse(sentence, [(0, len(sentence))])) == wanted


def converted(*rows: str) -> list[str]:
    """Rows «word tag relation governor» of a tree as the parser gives it → rows «word relation governor»."""
    cells = [row.split() for row in rows]
    words = [word for word, *_ in cells]
    head = [words.index(governor) if governor != "-" else -1 for *_, governor in cells]
    rel = [name for _, _, name, _ in cells]
    universal([w.lower() for w in words], [w.lower() for w in words], [tag for _, tag, *_ in cells], head, rel)
    return [f"{w} {r} {words[h] if h >= 0 else '-'}" for w, r, h in zip(words, rel, head, strict=True)]


def test_a_preposition_without_a_noun_stays() -> None:
    assert converted("man NN ROOT -", "they PRP nsubj talked", "talked VBD relcl man", "to IN prep talked") == [
        "man root -",
        "they nsubj talked",
        "talked acl:relcl man",
        "to advmod talked",
    ]


def test_the_subject_of_an_infinitive_is_the_object_above() -> None:
    rows = ("They PRP nsubj urge", "urge VBP ROOT -", "Oslo NNP nsubj sign", "to TO aux sign", "sign VB ccomp urge")
    assert converted(*rows) == ["They nsubj urge", "urge root -", "Oslo obj urge", "to mark sign", "sign xcomp urge"]


def test_of_two_objects_one_is_a_recipient() -> None:
    rows = ("They PRP nsubj offer", "offer VBP ROOT -", "Oslo NNP dobj offer", "talks NNS dobj offer")
    assert converted(*rows) == ["They nsubj offer", "offer root -", "Oslo iobj offer", "talks obj offer"]


def test_of_two_objects_one_says_what_the_other_is() -> None:
    rows = ("They PRP nsubj elect", "elect VBP ROOT -", "him PRP dobj elect", "head NN dobj elect")
    assert converted(*rows) == ["They nsubj elect", "elect root -", "him obj elect", "head xcomp elect"]


def test_there_is_no_subject() -> None:
    rows = ("There EX nsubj are", "are VBP ROOT -", "talks NNS attr are")
    assert converted(*rows) == ["There expl are", "are root -", "talks nsubj are"]


def test_a_subjunctive_keeps_its_subject() -> None:
    rows = ("They PRP nsubj demand", "demand VBP ROOT -", "Oslo NNP nsubj sign", "sign VB ccomp demand")
    assert converted(*rows) == ["They nsubj demand", "demand root -", "Oslo nsubj sign", "sign ccomp demand"]


def test_conjuncts_hang_on_the_first() -> None:
    rows = ("Oslo NNP ROOT -", "Riga NNP conj Oslo", "and CC cc Riga", "Bern NNP conj Riga")
    assert converted(*rows) == ["Oslo root -", "Riga conj Oslo", "and cc Bern", "Bern conj Oslo"]


def test_prepositions_joined_by_and() -> None:
    rows = (
        "flew VBD ROOT -",
        "to IN prep flew",
        "Oslo NNP pobj to",
        "and CC cc to",
        "from IN conj to",
        "Riga NNP pobj from",
    )
    assert converted(*rows) == [
        "flew root -",
        "to case Oslo",
        "Oslo obl flew",
        "and cc Riga",
        "from case Riga",
        "Riga conj Oslo",
    ]
