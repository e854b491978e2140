"""The font of pages, inside the page itself: Thai reads the same wherever the page is opened."""

import base64
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Noto Sans Thai"
WEIGHTS = (400, 700)
LETTERS = {
    "thai": "U+02D7,U+0303,U+0331,U+0E01-0E5B,U+200C-200D,U+25CC",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212",
}
"""By file, the letters that it holds."""


@cache
def rules() -> str:
    """Return the style rules that bring the font, its files written into them (52 kB)."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-display:block;unicode-range:{letters};'
        f"src:url(data:font/woff2;base64,{_encoded(name, weight)}) format('woff2')}}\n"
        for name, letters in LETTERS.items()
        for weight in WEIGHTS
    )


def _encoded(name: str, weight: int) -> str:
    return base64.b64encode((FOLDER / f"noto-sans-thai-{name}-{weight}.woff2").read_bytes()).decode()
