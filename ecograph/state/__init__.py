"""What people add beside a store, kept in its state file: judgements of identity, other names."""

from ecograph.state.database import StateDatabase, state_path
from ecograph.state.errors import JudgementRefused, StateError
from ecograph.state.identities import Identities
from ecograph.state.judgements import Judgement, Verdict
from ecograph.state.log import IdentityLog

__all__ = [
    "Identities",
    "IdentityLog",
    "Judgement",
    "JudgementRefused",
    "StateDatabase",
    "StateError",
    "Verdict",
    "state_path",
]
