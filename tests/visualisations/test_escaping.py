"""Names are hostile: whatever they hold, the page says it and does nothing else."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date

import pytest

from ecograph.findings import AnalysisResult, Finding
from ecograph.model import DataKind, Text
from tests.visualisations.reading import Page
from tests.visualisations.sample import report, results
from visualisations import Report, Source, render_report
from visualisations.paper import Paper

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "</title><svg onload=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "{{ 7 * 7 }}{% raw %}",
    "]]><!-- <!--",
    "{name} {0} %s",
    "&lt;b&gt; &amp;",
    "javascript:alert(1)",
]
TURNED = "\u202egpj.exe\u2066\u200f\x00\x1b[31m"
CLEAN = Page(render_report(report()))


def hostile(name: str) -> Report:
    """Return a report in which every text from outside is the name."""
    text = Text(f"{name} en", f"{name} ไทย")

    def turned(finding: Finding) -> Finding:
        subjects = tuple(replace(subject, name=text) for subject in finding.subjects)
        return replace(finding, subjects=subjects, caveats=(text,), sentence=text)

    def taken(result: AnalysisResult) -> AnalysisResult:
        return replace(result, findings=tuple(map(turned, result.findings)), untested=(text,))

    return report(
        title=text,
        results=tuple(map(taken, results())),
        sources=(Source(name, text, DataKind.SYNTHETIC, date(2025, 1, 1), name),),
        content_hash=name,
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(name: str) -> None:
    html = render_report(hostile(name))
    page = Page(html)
    assert page.strays == []
    allowed = {tag for tag, _ in CLEAN.tags}
    assert {tag for tag, _ in page.tags} <= allowed
    names = {attribute for _, attributes in CLEAN.tags for attribute in attributes}
    assert {attribute for _, attributes in page.tags for attribute in attributes} <= names
    assert [tag for tag, _ in page.tags].count("script") == [tag for tag, _ in page.tags].count("style") == 1
    assert f"{name} en" in page.visible()


def test_marks_that_turn_text_around_are_taken_out() -> None:
    html = render_report(hostile(TURNED))
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200e\u200f]", html)
    assert "gpj.exe" in html


def test_names_have_a_direction_of_their_own() -> None:
    html = render_report(hostile("שלום"))
    for names, _, text in Page(html).texts:
        if "שלום" in text and not {"title", "style"} & set(names) and "ul" not in names:
            assert "bdi" in names, text


def test_long_names_do_not_break_the_page() -> None:
    page = Page(render_report(hostile("ยาว" * 2000)))
    assert page.strays == []
    assert "overflow-wrap: anywhere" in "".join(text for names, _, text in page.texts if "style" in names)


@pytest.mark.parametrize("name", ["harmless", *HOSTILE])
def test_the_policy_allows_this_style_and_this_script_alone(name: str) -> None:
    html = render_report(hostile(name))
    [policy] = [
        a["content"] for tag, a in Page(html).tags if a.get("http-equiv") == "Content-Security-Policy"
    ]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == parts["base-uri"] == parts["form-action"] == "'none'"
    for tag in ("style", "script"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        hashed = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert parts[f"{tag}-src"] == f"'sha256-{hashed}'"
    assert html.index("Content-Security-Policy") < html.index("<style>")


def test_nothing_gets_out_of_a_string_of_the_style() -> None:
    rules = Paper('"}</style><script>', Text('a";}@import url(x)', "\\22 ข้อ\n"))
    css = rules.rules()
    outside = re.sub(r'"[^"]*"', "", css)
    assert not re.search(r"[<>\\]|import|script", outside)
    assert not re.search(r"[<>\\{};@]", "".join(re.findall(r'content:"([^"]*)"', css)))
    assert 'content:"22 ข้อ"' in css
