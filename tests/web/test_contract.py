# SPDX-License-Identifier: EUPL-1.2
"""The public contract, promise by promise (design, section 6)."""

from __future__ import annotations

import uuid

from tests.conftest import App
from tests.support.bot_double import BotDouble, replying
from tests.support.parent import Parent, data, refused

MESSAGE = {"seq", "author", "name", "text", "at", "choices", "offers", "crisis"}
OFFER = {
    "id", "name", "provider", "summary", "why", "topics", "places", "phone", "email", "url", "address", "opening",
    "cost", "languages", "anonymous", "checked_on",
}  # fmt: skip


async def test_a_conversation_begins_with_a_greeting(app: App) -> None:
    response = await app.client.post("/api/conversations", json={})
    begun = await data(response, 201)
    assert set(begun) == {"id", "token", "state", "messages"}
    assert begun["state"] == {
        "mode": "bot",
        "handover": None,
        "understood": {"topics": [], "place": None, "age_months": None},
    }
    (greeting,) = begun["messages"]
    assert set(greeting) == MESSAGE
    assert (greeting["author"], len(greeting["choices"])) == ("bot", 6)
    assert "kein Mensch" in greeting["text"]  # P4


async def test_parents_get_no_cookie(app: App) -> None:
    """S8"""
    response = await app.client.post("/api/conversations", json={})
    assert "Set-Cookie" not in response.headers


async def test_secrets_are_long_and_never_again_told(app: App) -> None:
    """P11, S7: 128 bit name the conversation, 256 bit open it."""
    parent, other = await app.parent(), await app.parent()
    assert len(parent.id) == 22
    assert len(parent.token) == 43
    assert parent.id != other.id
    assert parent.token not in str(await parent.page())


async def test_the_place_of_the_page_is_understood(app: App) -> None:
    parent = await app.parent(place="kamen")
    assert parent.begun["state"]["understood"]["place"] == "kamen"


async def test_an_unknown_place_is_refused(app: App) -> None:
    await refused(await app.client.post("/api/conversations", json={"place": "atlantis"}), 400, "unknown_place")


async def test_a_message_is_acknowledged_and_answered(app: App, bot: BotDouble) -> None:
    bot.behave = replying("Ja.", topics=["childcare"], place="kamen", age_months=3)
    parent = await app.parent()
    sent = (await data(await parent.send("kita?"), 201))["message"]
    assert set(sent) == MESSAGE
    assert (sent["author"], sent["seq"], sent["text"]) == ("parent", 2, "kita?")
    page = await parent.page(sent["seq"], wait=10)
    assert [(message["author"], message["text"]) for message in page["messages"]] == [("bot", "Ja.")]
    assert page["state"]["understood"] == {"topics": ["childcare"], "place": "kamen", "age_months": 3}


async def test_offers_are_shown_whole_and_at_most_three(app: App, bot: BotDouble) -> None:
    ids = ["elterntelefon", "telefonseelsorge", "notruf-112", "notruf-110", "gibt-es-nicht"]
    bot.behave = replying("Hier:", offers=[{"id": offer, "why": f"weil {offer}"} for offer in ids])
    parent = await app.parent()
    (answer,) = await parent.say("hilfe")
    assert [offer["id"] for offer in answer["offers"]] == ids[:3]
    assert all(set(offer) == OFFER for offer in answer["offers"])
    assert answer["offers"][0]["why"] == "weil elterntelefon"


async def test_a_tapped_choice_is_shown_with_its_words(app: App, bot: BotDouble) -> None:
    parent = await app.parent()
    label = next(c["label"] for c in parent.begun["messages"][0]["choices"] if c["value"] == "topic:childcare")
    sent = (await data(await parent.tap("topic:childcare"), 201))["message"]
    assert sent["text"] == label
    await parent.page(sent["seq"], wait=10)
    assert (bot.asked[0]["choice"], bot.asked[0]["text"]) == ("topic:childcare", None)


async def test_a_choice_is_named_as_it_was_offered(app: App, bot: BotDouble) -> None:
    bot.behave = replying("Wo?", choices=[{"label": "In Kamen-Mitte", "value": "place:kamen"}])
    parent = await app.parent()
    await parent.say("hallo")
    assert (await data(await parent.tap("place:kamen"), 201))["message"]["text"] == "In Kamen-Mitte"


async def test_choices_nobody_offered_have_names_too(app: App) -> None:
    parent = await app.parent()
    names = {
        "place:kamen": "Kamen",
        "age:3": "3 Monate",
        "age:-5": "Noch nicht geboren",
        "forget:place": "Ort vergessen",
        "human": "Mensch",
    }
    for choice, name in names.items():
        assert (await data(await parent.tap(choice), 201))["message"]["text"] == name
    forgotten = (await data(await parent.tap("forget:topic:debt"), 201))["message"]["text"]
    assert forgotten.endswith("vergessen")


async def test_an_unknown_choice_is_refused(app: App) -> None:
    parent = await app.parent()
    for choice in ("topic:flying", "place:atlantis", "age:999", "age:x", "forget:topic:x", "forget:topic", "drop", ":"):
        await refused(await parent.tap(choice), 400, "unknown_choice")


async def test_the_same_client_id_again_is_the_same_message(app: App) -> None:
    """R1"""
    parent, client_id = await app.parent(), str(uuid.uuid4())
    first = await data(await parent.send("danke", client_id), 201)
    again = await data(await parent.send("etwas anderes", client_id), 200)
    assert again == first


async def test_a_client_id_counts_in_its_own_conversation(app: App) -> None:
    """R1"""
    one, two = await app.parent(), await app.parent()
    await data(await one.send("eins", "same"), 201)
    assert (await data(await two.send("zwei", "same"), 201))["message"]["text"] == "zwei"


async def test_foreign_unknown_and_erased_look_alike(app: App) -> None:
    """S6: nobody can find out which conversations exist."""
    one, two, gone = await app.parent(), await app.parent(), await app.parent()
    await data(await gone.delete())
    stranger = {"Authorization": f"Bearer {two.token}"}
    answers = [
        await app.client.get(f"{one.path}/messages", headers=stranger),
        await app.client.get("/api/conversations/does-not-exist/messages", headers=stranger),
        await app.client.get(f"{gone.path}/messages", headers=gone.headers),
    ]
    bodies = [await refused(answer, 404, "no_conversation") for answer in answers]
    assert bodies[0] == bodies[1] == bodies[2]


async def test_every_part_of_a_conversation_needs_its_token(app: App) -> None:
    parent = await app.parent()
    for method, what in (
        ("GET", "messages"), ("POST", "messages"), ("POST", "handover"), ("DELETE", "handover"), ("POST", "rating"),
    ):  # fmt: skip
        await refused(await app.client.request(method, f"{parent.path}/{what}", json={}), 401, "no_token")
    await refused(await app.client.delete(parent.path), 401, "no_token")


async def test_bad_input_is_refused_in_one_shape(app: App) -> None:
    parent = await app.parent()
    path, headers = f"{parent.path}/messages", {**parent.headers, "Content-Type": "application/json"}

    async def post(body: bytes, kind: str = "application/json") -> object:
        return await app.client.post(path, data=body, headers={**headers, "Content-Type": kind})

    cases = [
        (b"{", "application/json", 400, "broken_json"),
        (b"", "application/json", 400, "broken_json"),
        (b"\xff\xfe", "application/json", 400, "broken_json"),
        (b"[]", "application/json", 400, "bad_request"),
        (b'{"client_id": "a"}', "application/json", 400, "bad_request"),
        (b'{"client_id": "a", "text": "b", "choice": "more"}', "application/json", 400, "bad_request"),
        (b'{"client_id": "a b", "text": "b"}', "application/json", 400, "bad_request"),
        (b'{"client_id": "a", "text": 1}', "application/json", 400, "bad_request"),
        (b'{"client_id": "a", "text": " "}', "application/json", 400, "empty_text"),
        (b'{"client_id": "a", "text": "%s"}' % (b"a" * 2001), "application/json", 413, "text_too_long"),
        (b'{"client_id": "a", "text": "%s"}' % (b"a" * 100_000), "application/json", 413, "body_too_large"),
        (b'{"client_id": "a", "text": "b"}', "text/plain", 415, "wrong_content_type"),
        (b"text=b", "application/x-www-form-urlencoded", 415, "wrong_content_type"),
    ]
    for body, kind, status, code in cases:
        await refused(await post(body, kind), status, code)  # type: ignore[arg-type]


async def test_unknown_paths_and_methods_are_refused_in_one_shape(app: App) -> None:
    parent = await app.parent()
    await refused(await app.client.get("/api/nothing"), 404, "not_found")
    await refused(await app.client.get("/nothing"), 404, "not_found")
    await refused(await app.client.get("/static/../settings.py"), 404, "not_found")
    response = await app.client.put(f"{parent.path}/messages")
    await refused(response, 405, "wrong_method")
    assert response.headers["Allow"] == "GET,POST"


async def test_queries_out_of_range_are_refused(app: App) -> None:
    parent = await app.parent()
    for query in ("after=-1", "after=x", "after=99999999999999999999", "wait=26", "wait=-1", "wait=nan"):
        response = await app.client.get(f"{parent.path}/messages?{query}", headers=parent.headers)
        await refused(response, 400, "bad_request")


async def test_handover_needs_consent(app: App) -> None:
    """P6"""
    parent = await app.parent()
    for body in ({}, {"consent": False, "share_history": True}):
        await refused(await parent.post("handover", body), 403, "no_consent")
    assert (await parent.state())["handover"] is None


async def test_a_handover_answers_with_the_state(app: App) -> None:
    parent = await app.parent()
    answer = await data(await parent.post("handover", {"consent": True, "share_history": True}), 201)
    assert answer["state"]["handover"] == {"status": "requested", "position": 1, "expected": None}


async def test_offers_are_found_without_a_conversation(app: App) -> None:
    found = await data(await app.client.get("/api/offers?topic=childcare&place=unna&age_months=&q="))
    assert found["offers"]
    assert all(set(offer) == OFFER for offer in found["offers"])


async def test_hotlines_are_listed(app: App) -> None:
    found = await data(await app.client.get("/api/offers?kind=hotline"))
    assert "elterntelefon" in [offer["id"] for offer in found["offers"]]


async def test_an_unknown_topic_or_place_is_refused(app: App) -> None:
    await refused(await app.client.get("/api/offers?topic=flying"), 400, "unknown_topic")
    await refused(await app.client.get("/api/offers?place=atlantis"), 400, "unknown_place")
    await refused(await app.client.get("/api/offers?age_months=999"), 400, "bad_request")


async def test_taxonomy_names_topics_and_places(app: App) -> None:
    names = await data(await app.client.get("/api/taxonomy"))
    assert names["places"]["luenen"] == {"label": "Lünen"}
    assert len(names["topics"]) == 30


async def test_a_rating_may_be_changed(app: App) -> None:
    parent = await app.parent()
    for helpful in (True, False):
        assert await data(await parent.post("rating", {"helpful": helpful, "comment": "gut"})) == {"helpful": helpful}


async def test_erasure_answers_with_a_receipt(app: App) -> None:
    """P9"""
    parent: Parent = await app.parent()
    await parent.say("bitte löschen")
    receipt = await data(await parent.delete())
    assert (set(receipt), receipt["messages"]) == ({"receipt", "erased_at", "messages"}, 3)
    await refused(await parent.delete(), 404, "no_conversation")
