"""What the cache does with streams, whose length nobody knows: they are passed on, and end where nobody wants more."""

import pytest

from llm_kb.hosting.asgi import Message
from llm_kb.hosting.cache import Cache, cached
from llm_kb.hosting.middleware.responses import IncompleteResponseError, aborting_incomplete_streams

from .cached_origin import Origin, exchange, get_of


def test_a_stream_is_passed_on_and_not_kept() -> None:
    origin = Origin()
    origin.parts = [b"row\n"] * 50_000
    get = get_of(cached(origin, Cache()))
    assert get("/rows.csv").content == get("/rows.csv").content == b"row\n" * 50_000
    assert len(origin.asked) == 2


def test_the_head_of_a_stream_ends_after_its_headers() -> None:
    origin = Origin(content_length="99999999")
    origin.parts = [b"row\n"] * 50_000
    for headers in ([(b"host", b"h")], [(b"host", b"h"), (b"authorization", b"x")]):
        sent = exchange(cached(origin, Cache()), "HEAD", "/rows.csv", headers)
        assert [message.get("body") for message in sent] == [None, b""]
        assert dict(sent[0]["headers"])[b"content-length"] == b"99999999"
    assert origin.parts_sent == 2


def test_a_stream_that_has_a_tag_is_not_sent_to_who_has_it() -> None:
    origin = Origin(etag='"of the file"', content_length="99999999")
    origin.parts = [b"row\n"] * 50_000
    get = get_of(cached(origin, Cache()))
    assert get("/file", "HEAD").headers["etag"] == '"of the file"'
    known = get("/file", if_none_match='"of the file"')
    assert (known.status_code, known.content, "content-length" in known.headers) == (304, b"", False)
    assert origin.parts_sent == 2


def test_a_short_text_that_comes_in_parts_is_kept() -> None:
    origin = Origin(content_length="8")
    origin.parts = [b"some", b"text"]
    get = get_of(cached(origin, Cache()))
    assert get("/-/static/app.css").content == get("/-/static/app.css").content == b"sometext"
    assert len(origin.asked) == 1


def test_a_stream_in_which_a_statement_fails_is_broken_off() -> None:
    origin = Origin()
    origin.parts, origin.fails = [b"row\n", b""], True
    sent: list[Message] = []
    with pytest.raises(IncompleteResponseError, match=r"The response to /rows\.csv was aborted"):
        exchange(cached(aborting_incomplete_streams(origin), Cache()), "GET", "/rows.csv", [(b"host", b"h")], sent)
    assert [message.get("more_body") for message in sent] == [None, True]
