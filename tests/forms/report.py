"""The tables of the Best Practices Report as Word documents, built again from its text.

The report (KMOP, January 2024) is not part of this project, because its sentences are not; its text is looked for where
SECON_REPORT says, or as `shared/source/secon-best-practices-report.txt` in a folder above this one.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from tests import office_files as make

_NAME = Path("shared", "source", "secon-best-practices-report.txt")
_HEADINGS = (
    "Location/ Geographical Scope",
    "Organisation in Charge of good practice/ Implementor",
    "Duration of practice/project",
    "Short summary of the practice",
    "Resources",
    "Detailed information of the practice",
    "Results Achieved",
    "Potential for learning or transfer",
    "Useful links - website",
    "Annexes (videos, photos, quotes, documents, etc.)",
)
_ROWS: dict[str, tuple[int, ...]] = {
    "be-doeners": (122, 123, 124, 126, 127, 137, 143, 157, 158, 159, 160, 161),
    "be-people-made": (162, 163, 175, 182, 184, 185, 212, 228, 229, 230, 231, 232),
    "bg-haskovo-participatory-budgeting": (235, 236, 237, 248, 250, 251, 254, 266, 267, 269, 270, 271),
    "bg-haskovo-crafts-fair": (272, 273, 276, 287, 289, 290, 291, 303, 304, 305, 306, 307),
    "de-freiraeume": (310, 311, 314, 317, 328, 329, 332, 347, 349, 360, 361, 362),
    "de-mannheim-cluster": (363, 364, 367, 370, 372, 373, 384, 400, 402, 415, 416, 417),
    "gr-eleonas-olive-oil": (420, 421, 424, 427, 429, 430, 441, 445, 446, 457, 458, 459),
    "gr-patras-recycling": (460, 462, 465, 468, 470, 478, 479, 488, 489, 490, 491, 492),
    "lv-altum-grants": (499, 501, 504, 507, 510, 511, 520, 534, 536, 537, 538, 539),
    "lv-sigulda-rehabilitation": (546, 548, 551, 556, 558, 559, 567, 572, 584, 585, 586, 590),
    "pl-drobin-cooperative": (604, 605, 606, 617, 618, 619, 625, 638, 640, 651, 653, 653),
    "pl-zbijow-integration-centre": (654, 655, 656, 657, 668, 669, 671, 688, 689, 690, 691, 691),
    "pt-autonomy-unit": (694, 695, 696, 711, 713, 714, 717, 730, 732, 742, 743, 744),
    "pt-social-network": (745, 746, 747, 748, 749, 750, 758, 763, 773, 775, 776, 777),
    "ro-helyenvalo-food-hub": (780, 782, 785, 796, 797, 798, 799, 812, 813, 815, 816, 817),
    "ro-darjiu-equestrian-centre": (818, 819, 822, 838, 839, 840, 841, 851, 852, 855, 857, 857),
    "es-ejesec": (860, 861, 864, 865, 876, 877, 878, 884, 895, 896, 898, 898),
    "es-shepherds-school": (899, 900, 901, 902, 903, 904, 912, 918, 920, 921, 927, 928),
}
"""The lines of the title, of the beginning of each row, and of the end, set by hand."""
_SCRAMBLED = (r"(?=The Social Cooperative Enterprise in Patras is at)", r"(?=It has successfully redirected tons)")
"""Where the three rows that share a paragraph in the text begin."""
_FURNITURE = re.compile(r"SECON: Social Economy|Т$|T$|\d{1,2}$")


def report_text() -> Path | None:
    """The text of the report; None where there is none."""
    given = os.environ.get("SECON_REPORT")
    if given:
        return Path(given)
    return next((folder / _NAME for folder in Path(__file__).parents if (folder / _NAME).is_file()), None)


def report_forms(path: Path) -> dict[str, bytes]:
    """Each practice as a Word document with the table of its template, by the id of its file."""
    lines = ["", *re.sub(r"</?[ui]>", "", path.read_text(encoding="utf-8")).split("\n")]
    return {id: _document(lines, starts) for id, starts in _ROWS.items()}


def _document(lines: Sequence[str], starts: Sequence[int]) -> bytes:
    title = lines[starts[0]].strip()
    rows: list[tuple[str, list[str]]] = []
    for heading, first, last in zip(_HEADINGS, starts[1:-1], starts[2:], strict=True):
        content = [text for line in lines[first:last] if (text := _content(line))]
        if content:
            rows.append((heading, content))
    if any(len(content) == 1 and re.search(_SCRAMBLED[0], content[0]) for _, content in rows):
        rows = _unscrambled(rows)
    # As in the source, one label is over two rows; and one label is written in several cells.
    written = [[heading, "\n".join(content)] for heading, content in rows]
    return make.docx(make.paragraph(title) + make.table(written))


def _content(line: str) -> str:
    """The last column of a line; what is printed on every page is left out."""
    text = line.rsplit("\t", maxsplit=1)[-1].strip()
    return "" if _FURNITURE.match(text) else text


def _unscrambled(rows: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """A page whose three rows are one paragraph, cut where the rows begin."""
    found = []
    rest: list[str] = []
    for heading, content in rows:
        if heading == _HEADINGS[4]:
            resources, more = re.split(_SCRAMBLED[0], content[0])
            details, results = re.split(_SCRAMBLED[1], more)
            found += [(heading, [resources]), (_HEADINGS[5], [details])]
            rest = [results]
        elif heading == _HEADINGS[6]:
            found.append((heading, [*rest, *content]))
        else:
            found.append((heading, content))
    return found
