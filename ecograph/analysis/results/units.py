"""What indicators are counted in: which units add up at all, and which of them are enterprises."""

ENTERPRISE = frozenset(
    {"กิจการ", "สถานประกอบการ", "วิสาหกิจ", "enterprise", "enterprises", "firm", "firms", "SME", "SMEs"}
)
"""Units that are enterprises. `ราย` is not among them: it counts persons as often as firms."""
RELATIVE = frozenset(
    {
        "ร้อยละ",
        "%",
        "เปอร์เซ็นต์",
        "percent",
        "เท่า",
        "times",
        "ratio",
        "คะแนน",
        "คะแนน 1-5",
        "score",
        "points",
        "ระดับ",
    }
)
"""Units of which a sum says nothing."""


def adds_up(unit: str) -> bool:
    """Return whether figures of a unit may be summed; those without a unit may not.

    Examples
    --------
    >>> adds_up("กิจการ"), adds_up("ร้อยละ"), adds_up("")
    (True, False, False)
    """
    return bool(unit) and unit not in RELATIVE
