"""Published numbers that every analysis must give again, declared once: for the tests and for users.

Another part adds its own file of checks and names it in `CHECKS`.
"""

from ecograph.analysis.verification.check import Check, Outcome
from ecograph.analysis.verification.gaps import GAP_CHECKS
from ecograph.analysis.verification.links import LINK_CHECKS
from ecograph.analysis.verification.overlaps import OVERLAP_CHECKS
from ecograph.analysis.verification.referrals import REFERRAL_CHECKS

CHECKS: tuple[Check, ...] = (*GAP_CHECKS, *OVERLAP_CHECKS, *LINK_CHECKS, *REFERRAL_CHECKS)
"""Every check, in the order in which it is run."""

__all__ = ["CHECKS", "Check", "Outcome"]
