"""Thai or English, as the client asks for."""

from typing import Any

from ecograph.model import LANGUAGES, Language

BOTH = frozenset(LANGUAGES)


def choose_language(accepted: str, default: Language) -> Language:
    """Return the language that an `Accept-Language` header prefers among those there are.

    What is not understood counts for nothing; where neither language is named, it is `default`.
    """
    best: dict[Language, float] = {}
    for part in accepted.split(","):
        tag, _, parameter = part.strip().partition(";")
        primary = tag.strip().lower().partition("-")[0]
        quality = _quality(parameter)
        for language in LANGUAGES:
            if primary == language:
                best[language] = max(quality, best.get(language, 0.0))
    wanted = {language: quality for language, quality in best.items() if quality > 0}
    return max(wanted, key=lambda language: wanted[language]) if wanted else default


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0


def localise(value: Any, language: Language) -> Any:
    """Return plain values with every text that is there in both languages in one."""
    if isinstance(value, dict):
        if value.keys() == BOTH:
            return value[language]
        return {name: localise(item, language) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [localise(item, language) for item in value]
    return value
