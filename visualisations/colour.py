"""A scale of five colours for rates (YlGnBu, safe for colour-blind readers), and what can be read on it."""

import math
from collections.abc import Iterable

SCALE = ("#ffffcc", "#c7e9b4", "#7fcdbb", "#1d91c0", "#253494")
"""From the lowest class to the highest; lightness falls steadily, so it also reads in grey."""
INK, PAPER = "#10151c", "#ffffff"
READABLE = 4.5
"""The contrast that WCAG 2 (level AA) asks of text."""


def bounds(rates: Iterable[float]) -> tuple[float, ...]:
    """Return the four rates at which the second to the fifth class begin, evenly spaced and round.

    They span what most rates lie between, so that one extreme value does not push all others into
    one colour; but no class is narrower than a twentieth of a high rate, so that rates that are
    nearly the same do not look far apart.
    """
    known = sorted(rates)
    low, high = (known[int(len(known) * share)] for share in (0.05, 0.9)) if known else (0.0, 0.0)
    step = round_up(max((high - low) / 4, high / 20, 0.0001))
    first = math.floor(low / step + 1e-9) + 1
    return tuple(round(step * (first + number), 10) for number in range(4))


def round_up(value: float) -> float:
    """Return the next 1, 2, 2.5 or 5 times a power of ten.

    >>> round_up(0.031), round_up(0.21), round_up(7)
    (0.05, 0.25, 10.0)
    """
    power = 10.0 ** math.floor(math.log10(value))
    return next(round(power * step, 10) for step in (1, 2, 2.5, 5, 10) if power * step >= value * (1 - 1e-9))


def shade(rate: float, limits: tuple[float, ...]) -> int:
    """Return the class of a rate: its position in `SCALE`.

    >>> shade(0.25, (0.1, 0.2, 0.3, 0.4))
    2
    """
    return sum(rate >= limit - 1e-12 for limit in limits)


def ink(background: str) -> str:
    """Return the colour of text that reads best on a background."""
    return max((INK, PAPER), key=lambda colour: contrast(colour, background))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2, from 1 (none) to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def rules() -> str:
    """Return the style rules of the scale: `.q0` to `.q4` for cells and for shapes."""
    return "".join(
        f".q{number}{{background:{colour};color:{ink(colour)};fill:{colour}}}\n"
        for number, colour in enumerate(SCALE)
    )


# Below this, sRGB is linear (IEC 61966-2-1).
_DARKEST = 0.04045


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= _DARKEST else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
