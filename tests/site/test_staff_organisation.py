"""Signing in at one's own organisation: a provider on localhost that behaves, and one that does not."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from aiohttp import web
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from bot.settings import SettingError, read_settings
from bot.staff import Role
from tests.site.test_staff_sign_in import Browser, guarded, run  # noqa: F401

pytestmark = pytest.mark.timeout(90)
CLIENT, SECRET = "belastingchat", "geheim van de client"


class FakeProvider:
    """Does what OpenID Connect Core says, and checks what the client must do; a test bends it."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "een"})
        self.published = [self.key]
        self.codes: dict[str, dict] = {}
        self.claims: dict = {}
        self.header: dict = {"alg": "RS256", "kid": "een"}
        self.sign_with = None
        self.about: dict = {}
        self.down = False
        self.asked_keys = 0

    async def serve(self):
        app = web.Application()
        app.router.add_get("/.well-known/openid-configuration", self.discovery)
        app.router.add_get("/keys", self.keys)
        app.router.add_post("/token", self.token)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.issuer = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    async def discovery(self, _request):
        if self.down:
            return web.Response(status=500, text="stuk")
        about = {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
        }  # fmt: skip
        return web.json_response({**about, **self.about})

    async def keys(self, _request):
        self.asked_keys += 1
        return web.json_response({"keys": [key.as_dict(private=False) for key in self.published]})

    def authorize(self, location: str) -> str:
        """Signs somebody in, as the provider's own page would, and returns where the browser goes next."""
        parts = urlsplit(location)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/authorize"
        asked = {k: v[0] for k, v in parse_qs(parts.query).items()}
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"].split()
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        back = urlsplit(asked["redirect_uri"])
        assert back.path == "/inloggen/organisatie/terug"
        return f"{back.path}?{urlencode({'code': code, 'state': asked['state']})}"

    async def token(self, request):
        form = await request.post()
        asked = self.codes.pop(form["code"], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        right = (
            asked
            and challenge.decode().rstrip("=") == asked["code_challenge"]
            and form["redirect_uri"] == asked["redirect_uri"]
            and form["grant_type"] == "authorization_code"
            and request.headers.get("Authorization") in (f"Basic {known}", None)
        )
        if not right:
            return web.json_response({"error": "invalid_grant"}, status=400)
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "1234", "iat": now, "exp": now + 300, "nonce": asked["nonce"],
            "preferred_username": "N.Bakker@gemeente.example", "name": "Noor Bakker", "groups": ["chat-balie", "x"],
        }  # fmt: skip
        claims = {k: v for k, v in {**claims, **self.claims}.items() if v is not None}
        if self.header["alg"] == "none":
            parts = [base64.urlsafe_b64encode(str(p).replace("'", '"').encode()) for p in (self.header, claims)]
            id_token = b".".join(part.rstrip(b"=") for part in parts).decode() + "."
        else:
            key = self.sign_with or self.key
            id_token = jwt.encode(self.header, claims, key, algorithms=[self.header["alg"]])
        return web.json_response({"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": id_token})


class Person(Browser):
    """A colleague's browser, which a fake provider signs in."""

    def __init__(self, s, provider):
        super().__init__(s)
        self.provider = provider

    async def sign_in_there(self, goal=""):
        status, page, headers = await self.call("GET", f"/inloggen/organisatie?next={goal}")
        if status != 303:
            return status, page
        return (await self.call("GET", self.provider.authorize(headers["Location"])))[:2]


@pytest.fixture
def organisation(guarded):  # noqa: F811
    """Runs a story with a site that knows a fake provider."""

    def start(story, **changes):
        provider = FakeProvider()

        @asynccontextmanager
        async def both(**_):
            runner = await provider.serve()
            settings = {
                "oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET,
                "oidc_name": "Gemeente Voorbeeld",
                "oidc_roles": (("chat-balie", "webcare"), ("chat-ict", "beheer")), **changes,
            }  # fmt: skip
            try:
                async with guarded(**settings) as s:
                    yield s
            finally:
                await runner.cleanup()

        run(both, lambda s: story(s, provider))

    return start


def test_somebody_of_the_organisation_comes_in(organisation):
    async def story(s, provider):
        person = Person(s, provider)
        _, page, _ = await person.call("GET", "/inloggen?next=/proef/bladzijde%3Fa%3D1.2")
        assert "Log in met Gemeente Voorbeeld" in page
        assert 'href="/inloggen/organisatie?next=/proef/bladzijde%3Fa%3D1.2"' in page
        status, page = await person.sign_in_there("/proef/bladzijde%3Fa%3D1.2")
        assert status == 200 and 'content="0;url=/proef/bladzijde?a=1.2"' in page
        assert (await person.call("GET", "/proef/api/iets"))[:2] == (200, '{"login":"n.bakker@gemeente.example"}')
        assert "staff-away" not in person.cookies
        account = s.app.ctx.staff.find("n.bakker@gemeente.example")
        assert account.member.name == "Noor Bakker" and account.member.roles == {Role.WEBCARE}
        assert not account.has_password
        _, page, _ = await person.call("GET", "/account")
        assert "Oud wachtwoord" not in page
        assert [e.action for e in s.app.ctx.audit.entries()] == ["ingelogd"]

    organisation(story)


def test_the_cookies_of_the_way_there_and_back(organisation):
    async def story(s, provider):
        person = Person(s, provider)
        _, _, headers = await person.call("GET", "/inloggen/organisatie")
        [away] = headers.getall("Set-Cookie")
        assert "SameSite=Lax" in away and "HttpOnly" in away and "Max-Age=600" in away
        _, _, headers = await person.call("GET", provider.authorize(headers["Location"]))
        [session] = [c for c in headers.getall("Set-Cookie") if c.startswith("staff=")]
        assert "SameSite=Strict" in session and "HttpOnly" in session

    organisation(story)


def test_a_public_client_has_no_secret(organisation):
    async def story(s, provider):
        assert (await Person(s, provider).sign_in_there())[0] == 200

    organisation(story, oidc_client_secret="")


def test_roles_follow_the_organisation_at_every_sign_in(organisation):
    async def story(s, provider):
        person, staff = Person(s, provider), s.app.ctx.staff
        await person.sign_in_there()
        provider.claims = {"groups": ["chat-ict", "chat-balie"], "name": "Noor de Bakker"}
        await Person(s, provider).sign_in_there()
        [account] = [a for a in staff.accounts() if not a.has_password]
        assert account.member.roles == {Role.WEBCARE, Role.BEHEER} and account.member.name == "Noor de Bakker"
        assert (await person.call("GET", "/proef/api/iets"))[0] == 401, "an old session has the old roles"
        provider.claims = {"groups": ["heel iets anders"]}
        status, page = await Person(s, provider).sign_in_there()
        assert status == 403 and "nog geen rol" in page
        provider.claims = {}
        staff.add("bo", "Bo", roles=[Role.BEHEER])
        staff.change(account.member.id, disabled=True)
        status, page = await Person(s, provider).sign_in_there()
        assert status == 403 and "staat uit" in page

    organisation(story)


@pytest.mark.parametrize(
    ("claim", "claims"),
    [
        ("groups", {"groups": "x chat-balie"}),
        ("realm_access.roles", {"realm_access": {"roles": ["chat-balie"]}, "groups": None}),
    ],
)
def test_groups_may_stand_elsewhere(claim, claims, organisation):
    async def story(s, provider):
        provider.claims = claims
        assert (await Person(s, provider).sign_in_there())[0] == 200
        assert len(s.app.ctx.staff.working(Role.WEBCARE)) == 2

    organisation(story, oidc_roles_claim=claim)


def test_an_account_with_a_password_is_not_taken_over_by_its_name(organisation):
    async def story(s, provider):
        provider.claims = {"preferred_username": "sam"}
        status, page = await Person(s, provider).sign_in_there()
        assert status == 403 and "Er is al een account" in page
        assert s.app.ctx.staff.of_subject(f"{provider.issuer}|1234") is None

    organisation(story)


def test_a_name_from_outside_does_no_harm(organisation):
    async def story(s, provider):
        provider.claims = {"preferred_username": "../<b>\r\nX", "name": "<script>alert(1)</script>\r\nX: y" + "z" * 200}
        person = Person(s, provider)
        assert (await person.sign_in_there())[0] == 200
        _, page, _ = await person.call("GET", "/account")
        assert "<script>" not in page and "&lt;script&gt;" in page
        provider.claims = {"preferred_username": None, "sub": "ander", "name": None}
        assert (await Person(s, provider).sign_in_there())[0] == 200
        assert any(re.fullmatch(r"lid-[0-9a-f]{10}", a.member.login) for a in s.app.ctx.staff.accounts())

    organisation(story)


HOUR = 3600
CLAIMS = {
    "another issuer": {"iss": "https://kwaad.example"},
    "another audience": {"aud": "een ander"},
    "no audience": {"aud": None},
    "several audiences without a party": {"aud": [CLIENT, "een ander"]},
    "another party": {"azp": "een ander"},
    "over": {"exp": int(time.time()) - HOUR},
    "no end": {"exp": None},
    "from the future": {"iat": int(time.time()) + HOUR},
    "not yet": {"nbf": int(time.time()) + HOUR},
    "another nonce": {"nonce": "een ander"},
    "no nonce": {"nonce": None},
    "nobody": {"sub": None},
}


def test_a_token_that_is_not_for_us_now_is_refused(organisation):
    async def story(s, provider):
        for why, claims in CLAIMS.items():
            provider.claims = claims
            person = Person(s, provider)
            status, page = await person.sign_in_there()
            assert status == 502 and "Inloggen bij Gemeente Voorbeeld lukte niet" in page, why
            assert "staff" not in person.cookies, why
        assert len(s.app.ctx.staff.accounts()) == 1
        assert {e.action for e in s.app.ctx.audit.entries()} == {"inloggen.organisatie_mislukt"}

    organisation(story)


def test_a_token_that_the_provider_did_not_sign_is_refused(organisation):
    async def story(s, provider):
        public = provider.key.as_pem(private=False)
        for header, key in (
            ({"alg": "none"}, None),
            ({"alg": "HS256", "kid": "een"}, OctKey.import_key(SECRET * 3)),
            ({"alg": "HS256", "kid": "een"}, OctKey.import_key(base64.urlsafe_b64encode(public).decode())),
            ({"alg": "RS256", "kid": "een"}, RSAKey.generate_key(2048, {"kid": "een"})),
            ({"alg": "RS256", "kid": "twee"}, RSAKey.generate_key(2048, {"kid": "twee"})),
        ):
            provider.header, provider.sign_with = header, key
            assert (await Person(s, provider).sign_in_there())[0] == 502, header
        assert len(s.app.ctx.staff.accounts()) == 1

    organisation(story)


def test_new_keys_of_the_provider_are_found(organisation):
    async def story(s, provider):
        assert (await Person(s, provider).sign_in_there())[0] == 200
        assert (await Person(s, provider).sign_in_there())[0] == 200
        assert provider.asked_keys == 1, "kept"
        provider.key = ECKey.generate_key("P-256", {"kid": "twee"})
        provider.header, provider.published = {"alg": "ES256", "kid": "twee"}, [provider.key]
        assert (await Person(s, provider).sign_in_there())[0] == 200
        assert provider.asked_keys == 2
        assert KeySet(provider.published).keys

    organisation(story)


def test_only_the_browser_that_left_comes_back(organisation):
    async def story(s, provider):
        person, victim = Person(s, provider), Person(s, provider)
        _, _, headers = await person.call("GET", "/inloggen/organisatie")
        back = provider.authorize(headers["Location"])
        status, page, _ = await victim.call("GET", back)
        assert status == 403 and "niet hier begonnen" in page, "somebody else's link signs nobody in"
        _, _, _ = await victim.call("GET", "/inloggen/organisatie")
        assert (await victim.call("GET", back))[0] == 403
        kept = dict(person.cookies)
        assert (await person.call("GET", back))[0] == 200
        person.cookies = kept
        assert (await person.call("GET", back))[0] == 502, "a code works once"
        for query in ("", "?code=x", "?state=", "?state=x&code=y", "?error=access_denied", "?state=%0d%0aX:y&code=%00"):
            assert (await Person(s, provider).call("GET", f"/inloggen/organisatie/terug{query}"))[0] == 403
        person = Person(s, provider)
        _, _, headers = await person.call("GET", "/inloggen/organisatie")
        state = parse_qs(urlsplit(headers["Location"]).query)["state"][0]
        refused = f"/inloggen/organisatie/terug?error=access_denied&error_description=<script>&state={state}"
        status, page, _ = await person.call("GET", refused)
        assert status == 502 and "<script" not in page

    organisation(story)


def test_coming_back_leads_to_no_other_site(organisation):
    async def story(s, provider):
        for goal in ("//kwaad.example", "https://kwaad.example", "%2F%5Ckwaad.example"):
            person = Person(s, provider)
            status, page = await person.sign_in_there(goal)
            assert status == 200 and "kwaad" not in page and "url=/webcare" in page
        person = Person(s, provider)
        _, _, headers = await person.call("GET", "/inloggen/organisatie")
        person.cookies["staff-away"] += "%2F%2Fkwaad.example"
        status, page, _ = await person.call("GET", provider.authorize(headers["Location"]))
        assert status == 200 and "kwaad" not in page

    organisation(story)


def test_a_provider_that_is_down_or_lies_about_itself_is_said_kindly(organisation):
    async def story(s, provider):
        provider.down = True
        status, page = await Person(s, provider).sign_in_there()
        assert status == 502 and "lukte niet" in page
        provider.down, provider.about = False, {"issuer": "https://kwaad.example"}
        assert (await Person(s, provider).sign_in_there())[0] == 502
        provider.about = {}
        assert (await Person(s, provider).sign_in_there())[0] == 200

    organisation(story)


def test_without_a_provider_there_is_no_such_page(guarded):  # noqa: F811
    async def story(s):
        browser = Browser(s)
        assert (await browser.call("GET", "/inloggen/organisatie"))[0] == 404
        assert (await browser.call("GET", "/inloggen/organisatie/terug?state=a&code=b"))[0] == 404
        assert "organisatie" not in (await browser.call("GET", "/inloggen"))[1]

    run(guarded, story)


def test_the_settings_of_a_provider_hang_together():
    whole = {
        "BOT_OIDC_ISSUER": "https://login.example", "BOT_OIDC_CLIENT_ID": "chat",
        "BOT_OIDC_ROLES": "chat-balie=webcare a=b=trainer",
    }  # fmt: skip
    assert read_settings(whole).oidc_roles == (("chat-balie", "webcare"), ("a=b", "trainer"))
    for name in ("BOT_OIDC_CLIENT_ID", "BOT_OIDC_ROLES"):
        with pytest.raises(SettingError, match="BOT_OIDC"):
            read_settings({**whole, name: ""})
    for roles in ("chat-balie", "chat=baas", "=webcare"):
        with pytest.raises(SettingError, match="BOT_OIDC_ROLES"):
            read_settings({**whole, "BOT_OIDC_ROLES": roles})
