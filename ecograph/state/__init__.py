"""What is kept beside a store: judgements of identity, names, reports of loads, decisions, kept results."""

from ecograph.state.database import StateDatabase, state_path
from ecograph.state.errors import JudgementRefused, StateError
from ecograph.state.identities import Identities
from ecograph.state.judgements import Judgement, Verdict
from ecograph.state.loads import LoadLog, LoadRecord
from ecograph.state.log import IdentityLog

__all__ = [
    "Identities",
    "IdentityLog",
    "Judgement",
    "JudgementRefused",
    "LoadLog",
    "LoadRecord",
    "StateDatabase",
    "StateError",
    "Verdict",
    "state_path",
]
