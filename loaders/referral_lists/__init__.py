"""Lists of referrals: written as workbooks, and read back with what became of each."""

from loaders.referral_lists.reading import StatusReport, read_statuses
from loaders.referral_lists.writing import ReferralRow, referral_rows, write_referrals

__all__ = ["ReferralRow", "StatusReport", "read_statuses", "referral_rows", "write_referrals"]
