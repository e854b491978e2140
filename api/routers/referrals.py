"""Applicants screened, and referrals: both name enterprises, and answer only where the server has keys."""

import base64
import binascii
import datetime as dt
import tempfile
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.asked import Asked, Asking
from api.language import localise
from api.parameters import Year
from api.problems import Problem, describe
from api.publishing import publish
from api.routers.double_service import CasesAnswer
from ecograph.analysis.receipts import YEARS
from ecograph.analysis.referral.referrals import ANALYSIS
from ecograph.errors import RecipeError, SourceError
from ecograph.findings import AnalysisResult
from ecograph.state import IdentityLog
from visualisations.suppression import Shown

router = APIRouter(tags=["referrals"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PERSON = "person:"
"""What the key of a natural person begins with: nothing is told of one over HTTP."""


class ScreeningBody(BaseModel):
    """A list of applicants, to be screened for a program and handed back."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {
            "examples": [
                {
                    "program": "PRG-AGROFULL",
                    "name": "applicants.csv",
                    "file": base64.b64encode("ชื่อกิจการ,จังหวัด\nร้านตัวอย่าง,อุดรธานี\n".encode()).decode(),
                }
            ]
        },
    }

    program: str = Field(min_length=1, max_length=500, description="The program that they apply for (key).")
    name: str = Field(
        min_length=1,
        max_length=200,
        pattern=r"^[^/\\\x00]+\.(csv|xlsx)$",
        description="What the file is called.",
    )
    file: str = Field(min_length=1, description="The file itself, in base64.")
    by: str = Field("", max_length=200, description="The officer who screens, for the sheet of criteria.")
    on: dt.date | None = Field(None, description="The day of screening; else today.")
    years: int = Field(YEARS, ge=1, le=50, description="Same service within so many years.")


@router.post(
    "/screen",
    response_class=Response,
    responses={
        200: {
            "description": "The list with columns appended, an Excel file.",
            "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
        },
        **describe("analysis", "file", "body-too-large", "key-required"),
    },
)
def screen_applicants(asked: Asking, screening: ScreeningBody) -> Response:
    """Screen a list of applicants and hand it back; nothing of it is stored, and a committee decides."""
    _need_keys(asked)
    try:
        content = base64.b64decode(screening.file, validate=True)
    except binascii.Error:
        raise Problem("file", "The file is not base64.", "Encode the bytes of the file in base64.") from None
    # Whatever the file is called, what is written bears no name from outside.
    with tempfile.TemporaryDirectory(prefix="ecograph-") as folder:
        path = Path(folder) / f"applicants{PurePosixPath(screening.name).suffix.lower()}"
        path.write_bytes(content)
        try:
            body = _screened(asked, screening, path)
        except (SourceError, RecipeError) as error:
            raise Problem("file", error.message, error.hint) from None
    response = asked.send(body, XLSX)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = 'attachment; filename="screened.xlsx"'
    return response


@router.get(
    "/referrals", response_model=CasesAnswer, responses=describe("analysis", "not-found", "key-required")
)
def read_referrals(
    asked: Asking,
    enterprise: Annotated[str, Query(max_length=500, description="Where it could go next (key).")] = "",
    program: Annotated[str, Query(max_length=500, description="Or: whom it could invite first (key).")] = "",
    year: Year = None,
    limit: Annotated[int, Query(ge=1, le=200, description="The most referrals.")] = 20,
) -> Response:
    """Propose programs and funds for an enterprise, or enterprises for a program, with reasons.

    Enterprises stand here by their keys; nothing is told of natural persons.
    """
    _need_keys(asked)
    if enterprise.startswith(PERSON):
        raise Problem("not-found", "Natural persons are not told of over HTTP.", "Use `ecograph refer`.")
    question = {"enterprise": enterprise, "program": program, "year": year, "most": limit, "planned": None}
    return asked.answer_once(
        lambda: _told(asked, asked.snapshot.published.analyse(ANALYSIS, **question).result)
    )


def _need_keys(asked: Asked) -> None:
    if not asked.settings.keys():
        raise Problem(
            "key-required",
            "The answer names enterprises, and no keys are set up.",
            "Set ECOGRAPH_API_KEYS_FILE on the server.",
        )


def _screened(asked: Asked, screening: ScreeningBody, path: Path) -> bytes:
    # Editing workbooks is asked for seldom, and its library is slow to load.
    from loaders.screening.book import screening_bytes
    from loaders.screening.foot import foot
    from loaders.screening.screening import Asked as Screened
    from loaders.screening.screening import screen_list

    settings, ecosystem = asked.settings, asked.snapshot.ecosystem
    store = asked.live.workspace.store
    day = screening.on or dt.datetime.now(dt.UTC).date()
    question = Screened(screening.program, day, asked.language, screening.by, screening.years)
    log = IdentityLog.of_store(settings.store_url, settings.home)
    found = screen_list(path, store, ecosystem, question, identities=log, secret=settings.secret())
    return screening_bytes(found, ecosystem, foot(store, ecosystem, question))


def _told(asked: Asked, result: AnalysisResult) -> dict[str, Any]:
    told = [
        one
        for one in result.findings
        if not any(subject.kind == "SME" and subject.key.startswith(PERSON) for subject in one.subjects)
    ]
    last = result.untested[-1]
    values = {
        "analysis": result.analysis,
        "parameters": {name: value for name, value in result.parameters.items() if value not in ("", None)},
        "totals": dict(result.totals),
        # How many do not meet conditions could be a small number: what is always true is said alone.
        "untested": [{"en": last.en, "th": last.th}],
        "findings": [
            publish(one, Shown.OPEN, asked.telling, whole=False) for one in asked.telling.fold(told)
        ],
    }
    return dict(localise(values, asked.language))
