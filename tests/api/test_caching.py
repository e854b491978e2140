"""What is the same is not sent twice, and what is long is sent short."""

from fastapi.testclient import TestClient


def test_an_answer_that_is_held_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/v1/reach?by=area")
    tag = first.headers["ETag"]
    held = client.get("/v1/reach?by=area", headers={"If-None-Match": f'"other", {tag}'})
    assert (held.status_code, held.content, held.headers["ETag"]) == (304, b"", tag)
    assert "Accept-Language" in held.headers["Vary"]


def test_a_tag_belongs_to_address_and_language(client: TestClient) -> None:
    tag = client.get("/v1/reach?by=area").headers["ETag"]
    for path, language in (("/v1/reach?by=size", "en"), ("/v1/counts", "en"), ("/v1/reach?by=area", "th")):
        other = client.get(path, headers={"If-None-Match": tag, "Accept-Language": language})
        assert other.status_code == 200
        assert other.headers["ETag"] != tag


def test_a_problem_has_no_tag(client: TestClient) -> None:
    response = client.get("/v1/nodes/Agency/none")
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_a_long_answer_is_compressed(client: TestClient) -> None:
    response = client.get("/v1/schema", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert int(response.headers["Content-Length"]) < len(response.content) / 4
    plain = client.get("/v1/schema", headers={"Accept-Encoding": "identity"})
    assert plain.content == response.content
