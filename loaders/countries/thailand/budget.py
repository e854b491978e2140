"""Names and numbers in budget documents, rid of what the reading of pages added to them.

Marks too many or too few, strayed letters and echoes are put right by comparing names with one another
(`loaders.identity.repair`). What is done here needs to know how a budget page is laid out.
"""

import re

from loaders.cleaning import Unclean
from loaders.countries.thailand.text import fold

PLAN = "แผนงาน"
_VOLUME = re.compile(r"\s*\(\d+\)$")
_OUTPUT_BELOW = re.compile(r"\s*(?:(?:ผลผ)?ลิตที่|โครงการที่)?\s*\d+\s*:.*$")
_NUMBER = re.compile(r"(?:.*กิจกรรม(?:ที่)?)?\s*(\d+(?:\.\d+)*)(?:\s.*)?")
_BULLET = re.compile(r"^[-–—•*·]+\s+")
_TAIL = re.compile(r"\s*(?:[\d,.]+\s*บาท|ร่?าง|\s\d)$")


def budget_plan(text: str) -> str | None:
    """Return the name of a plan, without what was on the page around it.

    A name that begins with a whole table ends in the plan that the table is of. The output or project
    that stands below, its amount, a page's number and the watermark `ร่าง` (draft) are no part of it.

    Examples
    --------
    >>> budget_plan("แผนงานยุทธศาสตร์จัดการมลพิษ1 : โครงการเฝ้าระวัง 7,471,800 บาท")
    'แผนงานยุทธศาสตร์จัดการมลพิษ'
    """
    folded = fold(text)
    name = folded[max(folded.rfind(PLAN), 0) :]
    return _TAIL.sub("", _OUTPUT_BELOW.sub("", name)) or None


def budget_ministry(text: str) -> str | None:
    """Return the name of a ministry, without the number of the volume.

    Examples
    --------
    >>> budget_ministry("กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม (4)")
    'กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม'
    """
    return _VOLUME.sub("", fold(text)) or None


def activity_number(text: str) -> str | None:
    """Return the number of an activity, whether the title follows or not.

    Examples
    --------
    >>> activity_number("กิจกรรมที่ 1.1 อบรม AI เบื้องต้น (3 วัน)"), activity_number("1.2")
    ('1.1', '1.2')
    """
    folded = fold(text)
    found = _NUMBER.fullmatch(folded)
    if folded and not found:
        raise Unclean("the number of an activity was expected, such as 1.2")
    return found[1] if found else None


def activity_title(text: str) -> str | None:
    """Return the title of an activity, without the dash or bullet that sets it below its project.

    Examples
    --------
    >>> activity_title("  - กิจกรรม 1.1 AI ลดของเสีย")
    'กิจกรรม 1.1 AI ลดของเสีย'
    """
    return _BULLET.sub("", fold(text)) or None


def activity_project(text: str) -> str | None:
    """Return the number of the project that an activity belongs to: of 1.2 it is 1.

    Examples
    --------
    >>> activity_project("- กิจกรรม 1.2 ให้คำปรึกษา")
    '1'
    """
    number = activity_number(text)
    return number.split(".")[0] if number else None
