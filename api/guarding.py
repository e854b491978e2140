"""What a browser may do with a page: what the page itself says it does, and no more."""

from visualisations.page import policy_of


def guard(page: bytes, *, sandboxed: bool = False) -> dict[str, str]:
    """Return the headers of a page; sandboxed, its scripts run apart from all else of this address."""
    policy = f"{policy_of(page.decode())}; frame-ancestors 'none'"
    return {
        "Content-Security-Policy": f"{policy}; sandbox allow-scripts" if sandboxed else policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
