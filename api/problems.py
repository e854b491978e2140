"""Problems: what a client is told when there is no answer (RFC 9457), with codes that never change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from ecograph.errors import EcographError
from ecograph.model import Language, Text

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Sort:
    """The HTTP status of problems with a code, and what they have in common, in both languages.

    `hint` says what to do about it over HTTP, where the case at hand says nothing better.
    """

    status: int
    title: Text
    hint: Text


CODES: Mapping[str, Sort] = {
    "not-found": Sort(
        404,
        Text("There is no such thing", "ไม่มีสิ่งที่ถาม"),
        Text("Find its key with /v1/search?q=….", "ค้นหารหัสได้ที่ /v1/search?q=…"),
    ),
    "no-route": Sort(
        404,
        Text("There is no such address", "ไม่มีที่อยู่นี้"),
        Text("Addresses stand in /v1/openapi.json.", "ที่อยู่ทั้งหมดอยู่ที่ /v1/openapi.json"),
    ),
    "method": Sort(
        405,
        Text("The method does not fit the address", "วิธีเรียกไม่ตรงกับที่อยู่"),
        Text("The methods stand in /v1/openapi.json.", "วิธีเรียกอยู่ที่ /v1/openapi.json"),
    ),
    "request": Sort(
        400,
        Text("The request does not fit the description of the API", "คำขอไม่ตรงกับคำอธิบายของ API"),
        Text("The parameters are described in /v1/openapi.json.", "พารามิเตอร์อธิบายไว้ที่ /v1/openapi.json"),
    ),
    "model": Sort(
        422,
        Text("A name is not in the model", "ชื่อที่ใช้ไม่มีในแบบจำลองข้อมูล"),
        Text("The names are in /v1/schema.", "ชื่อทั้งหมดอยู่ที่ /v1/schema"),
    ),
    "analysis": Sort(
        422,
        Text("The question cannot be answered as put", "ตอบคำถามนี้ตามที่ถามไม่ได้"),
        Text("Change the question as the detail says.", "แก้คำถามตามรายละเอียด"),
    ),
    "too-large": Sort(
        422,
        Text("The answer would be too large", "คำตอบใหญ่เกินไป"),
        Text("Narrow the question.", "ถามให้แคบลง"),
    ),
    "cursor": Sort(
        422,
        Text("The cursor is not valid", "ตัวชี้หน้าใช้ไม่ได้"),
        Text("Begin at the first page.", "เริ่มที่หน้าแรก"),
    ),
    "cursor-expired": Sort(
        410,
        Text("The cursor is of an earlier version", "ตัวชี้หน้าเป็นของข้อมูลรุ่นก่อน"),
        Text("Begin at the first page.", "เริ่มที่หน้าแรก"),
    ),
    "version-gone": Sort(
        410,
        Text("The version is not kept", "ไม่มีข้อมูลรุ่นนี้แล้ว"),
        Text(
            "Read everything anew; `kept` of /v1/changes names the versions there are.",
            "อ่านข้อมูลใหม่ทั้งหมด รุ่นที่ยังมีอยู่ระบุใน `kept` ของ /v1/changes",
        ),
    ),
    "body-too-large": Sort(
        413,
        Text("The body is too large", "เนื้อหาคำขอใหญ่เกินไป"),
        Text("Ask in parts.", "แบ่งถามเป็นส่วน"),
    ),
    "file": Sort(
        422,
        Text("The file cannot be read as it is", "อ่านไฟล์ตามที่ส่งมาไม่ได้"),
        Text("Change the file as the detail says.", "แก้ไฟล์ตามรายละเอียด"),
    ),
    "key-required": Sort(
        401,
        Text("A key is required", "ต้องใช้กุญแจ"),
        Text(
            "Send `Authorization: Bearer KEY`, or the key as the password of a browser.",
            "ส่ง `Authorization: Bearer KEY` หรือใช้กุญแจเป็นรหัสผ่านในเบราว์เซอร์",
        ),
    ),
    "write-key-required": Sort(
        403,
        Text("A key that may write is required", "ต้องใช้กุญแจที่มีสิทธิบันทึก"),
        Text(
            "Send a key of the file that ECOGRAPH_API_WRITE_KEYS_FILE names on the server.",
            "ส่งกุญแจจากไฟล์ที่กำหนดไว้ใน ECOGRAPH_API_WRITE_KEYS_FILE ที่เครื่องแม่ข่าย",
        ),
    ),
    "decision-refused": Sort(
        422,
        Text("The decision lacks what it needs", "การพิจารณาขาดข้อมูลที่จำเป็น"),
        Text("Say what the detail asks for.", "ระบุตามรายละเอียด"),
    ),
    "saved-refused": Sort(
        404,
        Text("No such result is kept", "ไม่มีผลลัพธ์ที่เก็บไว้ชื่อนี้"),
        Text("Names stand in /v1/saved.", "ชื่อทั้งหมดอยู่ที่ /v1/saved"),
    ),
    "state": Sort(
        500,
        Text("What people added cannot be read or written", "อ่านหรือเขียนข้อมูลที่ผู้ใช้เพิ่มไม่ได้"),
        Text("Whoever runs the server must see to its state file.", "ผู้ดูแลระบบต้องตรวจไฟล์สถานะ"),
    ),
    "local-only": Sort(
        403,
        Text("Without keys, this machine alone is answered", "เมื่อไม่มีกุญแจ จะตอบเฉพาะเครื่องนี้"),
        Text(
            "Ask at http://127.0.0.1, or set ECOGRAPH_API_KEYS_FILE on the server.",
            "เรียกที่ http://127.0.0.1 หรือกำหนด ECOGRAPH_API_KEYS_FILE ที่เครื่องแม่ข่าย",
        ),
    ),
    "not-ready": Sort(
        503,
        Text("The data is being read", "กำลังอ่านข้อมูล"),
        Text("Try again soon.", "ลองใหม่อีกครั้งในไม่ช้า"),
    ),
    "store-unreachable": Sort(
        503,
        Text("The store does not answer", "คลังข้อมูลไม่ตอบ"),
        Text(
            "Try again soon; whoever runs the server must see to the store.",
            "ลองใหม่ภายหลัง ผู้ดูแลระบบต้องตรวจคลังข้อมูล",
        ),
    ),
    "store-busy": Sort(
        503,
        Text("The store is being written", "กำลังเขียนคลังข้อมูล"),
        Text("Try again soon.", "ลองใหม่อีกครั้งในไม่ช้า"),
    ),
    "store": Sort(
        500,
        Text("The store cannot be read", "อ่านคลังข้อมูลไม่ได้"),
        Text("Whoever runs the server must see to the store.", "ผู้ดูแลระบบต้องตรวจคลังข้อมูล"),
    ),
    "settings": Sort(
        500,
        Text("The installation is not set up", "ยังไม่ได้ตั้งค่าการติดตั้ง"),
        Text("Whoever runs the server must see to its settings.", "ผู้ดูแลระบบต้องตรวจการตั้งค่า"),
    ),
    "busy": Sort(
        503,
        Text("The server is busy with another comparison", "เครื่องแม่ข่ายกำลังเปรียบเทียบรายการอื่น"),
        Text("Try again soon.", "ลองใหม่อีกครั้งในไม่ช้า"),
    ),
    "too-long": Sort(
        503,
        Text("The comparison took too long", "การเปรียบเทียบใช้เวลานานเกินไป"),
        Text(
            "Compare fewer parts, or use `ecograph what-if`.",
            "เปรียบเทียบน้อยส่วนลง หรือใช้คำสั่ง `ecograph what-if`",
        ),
    ),
    "internal": Sort(
        500,
        Text("The answer failed in a way nobody foresaw", "เกิดข้อผิดพลาดที่ไม่คาดคิด"),
        Text("Whoever runs the server finds the cause in its log.", "ผู้ดูแลระบบดูสาเหตุได้จากบันทึกของเครื่อง"),
    ),
    "no-such-page": Sort(
        404,
        Text("There is no such page", "ไม่มีหน้านี้"),
        Text("Begin at the map.", "เริ่มที่แผนที่"),
    ),
}
"""Every code there is."""


class Problem(EcographError):
    """A problem of the API itself; its code is one of `CODES`."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.code = code


class FieldFault(BaseModel):
    """What is wrong with one parameter."""

    location: str = Field(examples=["query.limit"])
    message: str = Field(examples=["Input should be less than or equal to 200"])


class ProblemDetails(BaseModel):
    """A problem as it is sent: RFC 9457, with a stable code and what to do about it."""

    type: str = Field(examples=["urn:ecograph:problem:not-found"])
    title: str
    status: int
    detail: str
    instance: str = Field(description="The path that was asked for.")
    code: str = Field(description="Never changes.", json_schema_extra={"enum": [*sorted(CODES)]})
    hint: str = Field(description="What to do about it; may be empty.")
    errors: list[FieldFault] = Field(description="For the code `request`: the parameters at fault.")


def describe(*codes: str) -> dict[int | str, dict[str, Any]]:
    """Return the problems of an endpoint as OpenAPI knows them."""
    found: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        sort = CODES[code]
        content = {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/ProblemDetails"},
                "example": problem_details(code, f"{sort.title.en}.", "", "/v1/counts", "en"),
            }
        }
        found.setdefault(sort.status, {"description": sort.title.en, "content": content})
    return found


def problem_details(
    code: str,
    detail: str,
    hint: str,
    instance: str,
    language: Language,
    errors: list[dict[str, str]] | None = None,
) -> dict[str, Any]:
    """Return a problem as plain values; its detail is in English, for it is of the case at hand."""
    sort = CODES[code]
    return {
        "type": f"urn:ecograph:problem:{code}",
        "title": sort.title(language),
        "status": sort.status,
        "detail": detail,
        "instance": instance,
        "code": code,
        "hint": hint or sort.hint(language),
        "errors": errors or [],
    }
