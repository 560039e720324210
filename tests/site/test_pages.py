"""Pages, health, headers, and the API document held against the real routes and answers."""

from __future__ import annotations

import asyncio
import re

import jsonschema
import pytest

from bot.site.openapi import DOCUMENT
from bot.staff import Role
from tests.staff import sign_in

pytestmark = pytest.mark.timeout(60)


def test_the_page_says_whose_it_is_and_asks_no_other_host(site):
    async def story():
        async with site(service_name="Vraag <het>", operator="gemeente") as s:
            status, page, headers = await s.citizen().call("GET", "/")
            assert status == 200 and "Vraag &lt;het&gt;" in page and "{{" not in page
            assert "niet de website van de Belastingdienst" in page
            assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
            assert "default-src 'self'" in headers["Content-Security-Policy"]
            for path in set(re.findall(r'(?:src|href)="(/widget/[^"]+)"', page)):
                status, _, headers = await s.citizen().call("GET", path)
                assert status == 200
                if path.endswith(".js"):
                    assert headers["Content-Type"].startswith("text/javascript")

    asyncio.run(story())


def test_the_page_with_all_states_is_not_for_citizens(site):
    async def story():
        async with site(production=True) as s:
            assert (await s.citizen().call("GET", "/widget/states.html"))[0] == 404
            assert (await s.citizen().call("GET", "/widget/..%2f..%2fsettings.py"))[0] == 404

    asyncio.run(story())


def test_health_tells_alive_ready_model_and_content(site):
    async def story():
        async with site() as s:
            _, ready, _ = await s.citizen().call("GET", "/health")
            assert ready["alive"] and ready["ready"] and ready["model"] == "proef" and len(ready["content"]) == 12
            s.engine.away = True
            _, away, _ = await s.citizen().call("GET", "/health")
            assert away["alive"] and not away["ready"] and away["model"] is None

    asyncio.run(story())


def test_other_sites_only_when_allowed(site):
    async def story():
        async with site() as s:
            for origin, allowed in (("https://gemeente.example", True), ("https://elders.example", False)):
                _, _, headers = await s.citizen().call("POST", "/chat/conversations", {}, headers={"Origin": origin})
                assert ("Access-Control-Allow-Origin" in headers) is allowed

    asyncio.run(story())


def test_the_document_names_every_chat_route_and_no_other(site):
    async def story():
        async with site() as s:
            routes = {
                (re.sub(r"<[^>]+>", "{id}", "/" + r.path.lstrip("/")), m.lower())
                for r in s.app.router.routes
                for m in r.methods
                if r.path.lstrip("/").startswith("chat/conversations") and m in ("GET", "POST", "DELETE")
            }
            described = {(p, m) for p, item in DOCUMENT["paths"].items() for m in item if m != "parameters"}
            assert routes == described
            status, served, _ = await s.citizen().call("GET", "/chat/openapi.json")
            assert status == 200 and served == DOCUMENT

    asyncio.run(story())


def _schema(name):
    return {**DOCUMENT["components"]["schemas"][name], "components": DOCUMENT["components"]}


def test_real_answers_are_as_the_document_says(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("mijn bsn is 111222333")
            await citizen.answered(4)
            found = await citizen.messages()
            for message in found["messages"]:
                jsonschema.validate(message, _null_allowed(_schema("Message")))
            jsonschema.validate(found["state"], _schema("State"))
            _, error, _ = await citizen.call("GET", "/chat/conversations/x/messages")
            jsonschema.validate(error, _schema("Error"))

    asyncio.run(story())


def _null_allowed(schema):
    """OpenAPI 3.0 says `nullable`, which JSON Schema writes as another type."""
    if isinstance(schema, dict):
        changed = {k: _null_allowed(v) for k, v in schema.items()}
        if changed.pop("nullable", False) and "type" in changed:
            changed["type"] = [changed["type"], "null"]
        return changed
    return [_null_allowed(v) for v in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize(
    ("path", "said"),
    [("/onzin", "Deze pagina bestaat niet"), ("/beheer/accounts/onzin", 'href="/beheer"'), ("/widget/x.js", "/vragen")],
)
def test_a_browser_reads_a_page_and_a_program_json(site, path, said):
    async def story():
        async with site() as s:
            staff = sign_in(s.app, Role.BEHEER)
            headers = {**staff.headers, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
            status, page, told = await s.citizen().call("GET", path, headers=headers)
            assert status == 404 and told["Content-Type"].startswith("text/html")
            assert said in page and "not_found" not in page
            status, value, _ = await s.citizen().call("GET", path, headers={**staff.headers, "Accept": "*/*"})
            assert status == 404 and value["error"] == "not_found"
            for api in ("/chat/conversations/x/messages", "/webcare/api/conversations/x"):
                status, value, _ = await s.citizen().call("GET", api, headers=headers)
                assert isinstance(value, dict), api

    asyncio.run(story())
