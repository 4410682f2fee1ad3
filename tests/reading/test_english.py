"""Kinds of passages in English wire copy, told by the layout."""

import time

import pytest

from dragoman.reading import read_text
from dragoman.reading.passages import BYLINE, STAMP

LEAD = "Envoys of two countries held talks in Geneva on Wednesday about a new treaty, the foreign ministry said."
SECOND = "The sides agreed to go on working and exchanged draft papers that experts will now study in detail, it said."
THIRD = "Earlier talks were held in the spring, but the envoys then failed to agree on how the checks should be done."


def kinds(*lines: str) -> list[str]:
    text = "\n\n".join(lines)
    document = read_text(text, id="report")
    assert document.text == text
    return [passage.kind for passage in document.passages]


def test_agency_story() -> None:
    text = "\n\n".join(
        (
            "Envoys discuss new treaty in Geneva",
            "By Jane Smith and John Doe",
            "Updated 3:14 p.m. ET",
            f"GENEVA, Dec 15 (Reuters) - {LEAD}",
            "READ MORE: Envoys name a date",
            SECOND,
            "Related: Minister arrives in the capital",
            THIRD,
            "(Reporting by Jane Smith in Geneva; editing by John Doe)",
            "Our Standards: the house rules",
            "© 2021 The Agency",
        )
    )
    document = read_text(text, id="report")
    assert [(p.kind, p.span.of(text)[:12]) for p in document.passages] == [
        ("title", "Envoys discu"),
        ("boilerplate", "By Jane Smit"),
        ("dateline", "Updated 3:14"),
        ("dateline", "GENEVA, Dec "),
        ("paragraph", "Envoys of tw"),
        ("related", "READ MORE: E"),
        ("paragraph", "The sides ag"),
        ("related", "Related: Min"),
        ("paragraph", "Earlier talk"),
        ("boilerplate", "(Reporting b"),
        ("boilerplate", "Our Standard"),
        ("boilerplate", "© 2021 The A"),
    ]
    assert document.agency == "Reuters"
    assert document.dateline_place is not None
    assert document.dateline_place.of(text) == "GENEVA"


def test_newspaper_story() -> None:
    shown = kinds(
        "Envoys Discuss a New Treaty in Geneva",
        "FILE - The palace in Geneva, where the talks were held.",
        f"GENEVA (AP) — {LEAD}",
        SECOND,
        "ADVERTISEMENT",
        THIRD,
        "A. Reporter in Riga contributed to this report.",
        "Recommended for you",
        "Minister arrives in the capital",
        "Envoys name a date for talks",
    )
    assert shown == [
        "title",
        "caption",
        "dateline",
        "paragraph",
        "paragraph",
        "boilerplate",
        "paragraph",
        "boilerplate",
        "boilerplate",
        "related",
        "related",
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Additional reporting by A. Writer; Editing by A. Editor", "boilerplate"),
        ("This story has been updated.", "boilerplate"),
        ("Editor's note: an earlier version had a wrong date.", "boilerplate"),
        ("Follow @agency", "boilerplate"),
        ("Story continues below", "boilerplate"),
        ("Watch: Envoys arrive in Geneva", "related"),
        ("Also read: Envoys name a date", "related"),
        ("The envoys in Geneva. AGENCY/File Photo", "caption"),
        ("The envoy, second from left, with the minister", "caption"),
        ("Updated figures were handed to the envoys.", "paragraph"),
        ("By Friday, the envoys had left the city.", "paragraph"),
        ("Related talks went on in Vienna, an aide said.", "paragraph"),
        ("He said the sides had reported progress.", "paragraph"),
    ],
)
def test_line_in_the_body(line: str, kind: str) -> None:
    assert kinds("Envoys discuss new treaty", LEAD, SECOND, line, THIRD)[3] == kind


def test_section_heading_is_kept() -> None:
    assert kinds("Envoys discuss new treaty", LEAD, "Support for the treaty", SECOND)[2] == "paragraph"
    assert kinds("Envoys discuss new treaty", LEAD, "What the envoys agreed on", SECOND)[2] == "paragraph"


@pytest.mark.parametrize(
    "line",
    [
        "Published 10:15 AM ET, Wed December 15, 2021",
        "Updated Dec. 15, 2021 at 3:14 p.m. EST",
        "Dec. 15, 2021 10:15 am ET",
        "15 December 2021, 14:30 GMT",
        "Last updated: 15 Dec 2021",
        "Wednesday, December 15, 2021 3:14 PM EST",
        "Posted: 10:15",
    ],
)
def test_stamp(line: str) -> None:
    assert kinds("Envoys discuss new treaty", line, LEAD, SECOND)[1] == "dateline"


@pytest.mark.parametrize("line", ["By Jane Smith, CNN", "By JANE SMITH, Associated Press", "by Reuters Staff"])
def test_byline(line: str) -> None:
    assert kinds("Envoys discuss new treaty", line, LEAD, SECOND)[1] == "boilerplate"


@pytest.mark.parametrize("line", ["By Friday", "By the end of May", "By Friday, envoys left"])
def test_no_byline(line: str) -> None:
    assert BYLINE.match(line) is None


def test_patterns_are_linear() -> None:
    start = time.process_time()
    for line in (
        "By " + "A, and of in " * 300 + "!",
        "By " + "A " * 5000 + "b",
        "1:11" + " " * 9000,
        "Published " * 3000,
    ):
        assert BYLINE.match(line) is None
        assert STAMP.match(line) is None
    assert time.process_time() - start < 2
