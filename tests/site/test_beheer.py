"""The pages of beheer: accounts, settings, cleaning up and the audit log."""

from __future__ import annotations

import re

import pytest

from bot.handoff.presence import Presence
from bot.site.beheer.log_words import DEEDS
from bot.site.webcare.work import DEEDS as WORK_DEEDS
from bot.staff import Role
from tests.site.test_staff_sign_in import PASSWORD, Browser, guarded, run  # noqa: F401
from tests.staff import sign_in

pytestmark = pytest.mark.timeout(60)
PAGES = ["", "/accounts", "/logboek", "/instellingen", "/instellingen/open_days", "/opruimen", "/aan-uit"]


class Beheer(Browser):
    """A colleague with the role beheer."""

    def __init__(self, s, *roles):
        super().__init__(s)
        self.staff = sign_in(s.app, *(roles or (Role.BEHEER,)), login="bo.beheer", name="Bo Visser")
        self.cookies = dict(self.staff.cookies)

    async def get(self, path):
        return (await self.call("GET", path))[:2]

    async def post(self, path, **fields):
        pairs = [("csrf", self.staff.csrf)]
        for name, value in fields.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
        async with self.s.session.post(
            self.s.url + path,
            data=pairs,
            headers={"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())},
            allow_redirects=False,
        ) as response:
            return response.status, await response.text(), response.headers.get("Location", "")


def test_only_beheer_comes_in(guarded):  # noqa: F811
    async def story(s):
        for path in PAGES:
            status, _, headers = await Browser(s).call("GET", f"/beheer{path}")
            assert status == 303 and headers["Location"].startswith("/inloggen?next=/beheer")
        other = Browser(s)
        other.cookies = dict(sign_in(s.app, Role.WEBCARE, Role.TRAINER).cookies)
        member = s.app.ctx.staff.find("sam").member
        for path in [*PAGES, f"/accounts/{member.id}"]:
            assert (await other.call("GET", f"/beheer{path}"))[0] == 403
        csrf = s.app.ctx.sessions.find(other.cookies["staff"]).csrf
        for path in ("/accounts", f"/accounts/{member.id}", f"/accounts/{member.id}/wachtwoord", "/opruimen"):
            assert (await other.call("POST", f"/beheer{path}", {"csrf": csrf}))[0] == 403
        assert len(s.app.ctx.staff.accounts()) == 2 and s.app.ctx.staff.find("sam").has_password
        beheer = Beheer(s)
        for path in PAGES:
            status, page = await beheer.get(f"/beheer{path}")
            assert status == 200 and "Proefopstelling" in page and page.count("<h1>") == 1
            assert "style=" not in page and "<script" not in page
        assert (await beheer.get("/beheer/accounts/999"))[0] == 404
        assert (await beheer.get("/beheer/instellingen/onzin"))[0] == 404

    run(guarded, story)


def test_an_account_from_new_to_gone(guarded):  # noqa: F811
    async def story(s):
        beheer, staff = Beheer(s), s.app.ctx.staff
        new = {"login": "noor", "name": "Noor <b>Bakker</b>", "team": "Toeslagen", "roles": ["webcare", "trainer"]}
        status, page, _ = await beheer.post("/beheer/accounts", **new)
        assert status == 400 and "waarom" in page and staff.find("noor") is None
        new["waarom"] = "Nieuwe collega"
        status, page, _ = await beheer.post("/beheer/accounts", **{**new, "team": "Verzonnen"})
        assert status == 400 and "Het team &#39;Verzonnen&#39; is er niet" in page and staff.find("noor") is None
        status, page, _ = await beheer.post("/beheer/accounts", **new, four_eyes="on")
        password = re.search(r'Wachtwoord: <span class="secret">([^<]+)<', page)[1]
        assert status == 200 and "&lt;b&gt;" in page and "<b>" not in page
        noor = staff.find("noor").member
        assert noor.four_eyes and noor.roles == {Role.WEBCARE, Role.TRAINER}
        _, _, headers = await Browser(s).sign_in("noor", password)
        assert headers["Location"] == "/inloggen/wachtwoord"
        status, page, _ = await beheer.post("/beheer/accounts", **new)
        assert status == 400 and "bestaat al" in page and 'value="noor"' in page
        path, why = f"/beheer/accounts/{noor.id}", {"waarom": "Andere baan"}
        for deed in ("", "/wachtwoord", "/weg"):
            status, page, _ = await beheer.post(path + deed, name="Noor", team="", roles=["webcare"], login="noor")
            assert status == 400 and "waarom" in page
        assert staff.get(noor.id).member.name == "Noor <b>Bakker</b>"
        status, _, goal = await beheer.post(
            path, name="Noor Bakker", team="aangifte", roles=["webcare"], disabled="on", **why
        )
        assert (status, goal) == (303, f"{path}?klaar=veranderd")
        account = staff.get(noor.id)
        assert account.disabled and account.member.team == "Aangifte" and not account.member.four_eyes
        assert (await Browser(s).sign_in("noor", password))[0] == 401
        status, page, _ = await beheer.post(path, name="Noor Bakker", team="", **why)
        assert status == 400 and "Er is geen rol gekozen" in page
        status, page, _ = await beheer.post(f"{path}/wachtwoord", **why)
        assert status == 200 and password not in page
        assert (await beheer.post(f"{path}/slot"))[0] == 303
        status, page, _ = await beheer.post(f"{path}/weg", login="iets", **why)
        assert status == 400 and "Typ &#39;noor&#39;" in page
        assert (await beheer.post(f"{path}/weg", login="Noor", **why))[0] == 303 and staff.find("noor") is None
        log = [(e.action, e.login, e.subject) for e in s.app.ctx.audit.entries("account")]
        assert log == [
            (f"account.{deed}", "bo.beheer", "noor")
            for deed in ("verwijderd", "van_slot", "nieuw_wachtwoord", "veranderd", "nieuw")
        ]
        detail = s.app.ctx.audit.entries("account.veranderd")[0].detail
        assert (
            "team: Toeslagen → Aangifte" in detail
            and "rollen: trainer+webcare → webcare" in detail
            and detail.endswith("Andere baan")
        )
        assert not any(password in e.detail for e in s.app.ctx.audit.entries())

    run(guarded, story)


def test_nobody_changes_the_own_roles_or_locks_everybody_out(guarded):  # noqa: F811
    async def story(s):
        beheer, staff = Beheer(s), s.app.ctx.staff
        path = f"/beheer/accounts/{beheer.staff.member.id}"
        status, page = await beheer.get(path)
        assert status == 200 and 'name="roles"' not in page and "Verwijder dit account" not in page
        assert (await beheer.post(path, name="Bo V", team="", roles=["webcare"], disabled="on", waarom="x"))[0] == 303
        account = staff.get(beheer.staff.member.id)
        assert account.member.roles == {Role.BEHEER} and not account.disabled and account.member.name == "Bo V"
        for deed in ("wachtwoord", "weg"):
            assert (await beheer.post(f"{path}/{deed}", login="bo.beheer", waarom="x"))[0] == 400
        other = staff.add("tweede", "Tweede", roles=[Role.BEHEER])
        staff.change(beheer.staff.member.id, disabled=True)
        second = sign_in(s.app, login="tweede")
        beheer.cookies, beheer.staff = dict(second.cookies), second
        status, page, _ = await beheer.post(f"/beheer/accounts/{other.id}/weg", login="tweede", waarom="x")
        assert status == 400 and staff.find("tweede")

    run(guarded, story)


def test_a_setting_is_changed_with_a_reason_and_undone(guarded):  # noqa: F811
    async def story(s):
        beheer, settings = Beheer(s), s.app.ctx.desk_settings
        path = "/beheer/instellingen/open_days"
        status, _, goal = await beheer.post(path, waarde=["ma", "di", "za"], waarom="Aangiftetijd, bel 06-12345678")
        assert (status, goal) == (303, f"{path}?klaar=veranderd") and settings.get().open_days == (0, 1, 5)
        _, page = await beheer.get("/beheer/instellingen")
        assert "ma di za" in page and "door bo.beheer" in page and "12345678" not in page and "[telefoonnummer]" in page
        status, page, _ = await beheer.post("/beheer/instellingen/open_from", waarde="25:99", waarom="<i>zo</i>")
        assert status == 400 and "Schrijf een tijd als 08:30." in page and "&lt;i&gt;" in page and "25:99" in page
        status, page, _ = await beheer.post("/beheer/instellingen/open_from", waarde="09:00", waarom=" ")
        assert status == 400 and "waarom" in page
        assert (await beheer.post("/beheer/instellingen/onzin", waarde="1", waarom="x"))[0] == 404
        [change] = settings.history()
        for wrong in ("", "999", "abc", "-1", "9" * 30):
            assert (await beheer.post(f"{path}/terug", verandering=wrong))[0] == 400
        assert (await beheer.post(f"{path}/terug", verandering=change.id))[0] == 303
        assert settings.get().open_days == (0, 1, 2, 3, 4)
        _, page = await beheer.get(path)
        assert "Ongedaan gemaakt" in page and "ma di wo do vr" in page

    run(guarded, story)


def test_cleaning_up_on_demand(guarded):  # noqa: F811
    async def story(s):
        beheer, citizen = Beheer(s), s.citizen()
        await citizen.start()
        await citizen.send("Mag ik uitstel?")
        await citizen.answered(3)
        status, page = await beheer.get("/beheer/opruimen")
        assert status == 200 and "Nu zijn dat 0 gesprekken." in page
        status, page, _ = await beheer.post("/beheer/opruimen/gesprek", gesprek="bestaatniet")
        assert status == 404 and "bestaat niet" in page
        one = {"gesprek": citizen.conversation, "waarom": "Op verzoek van mevrouw, bel 06-12345678"}
        status, page, _ = await beheer.post("/beheer/opruimen/gesprek", gesprek=citizen.conversation, zeker="ja")
        assert status == 400 and "waarom" in page and s.app.ctx.transcript.exists(citizen.conversation)
        status, page, _ = await beheer.post("/beheer/opruimen/gesprek", **one)
        assert status == 200 and "Dit gesprek wissen?" in page and 'name="zeker"' in page and "uitstel" not in page
        assert s.app.ctx.transcript.exists(citizen.conversation), "one click erases nothing"
        status, page, _ = await beheer.post("/beheer/opruimen/gesprek", **one, zeker="ja")
        assert status == 200 and "is gewist" in page
        assert s.app.ctx.audit.entries("gesprek.gewist")[0].detail == "Op verzoek van mevrouw, bel [telefoonnummer]"
        assert (await citizen.call("GET", f"{citizen.path}/messages?after=0"))[0] == 404
        await citizen.start()
        code = s.app.ctx.handoffs.code(citizen.conversation)
        status, page, _ = await beheer.post(
            "/beheer/opruimen/gesprek", gesprek=code.lower().replace("-", " "), waarom="Test"
        )
        assert code in page
        status, page, _ = await beheer.post("/beheer/opruimen/gesprek", gesprek=code, waarom="Test", zeker="ja")
        assert status == 200 and not s.app.ctx.transcript.exists(citizen.conversation)
        status, page, _ = await beheer.post("/beheer/opruimen")
        assert status == 200 and "0 gesprekken gewist, ouder dan 30 dagen." in page
        assert [e.action for e in s.app.ctx.audit.entries(login="bo.beheer")] == [
            "opgeruimd",
            "gesprek.gewist",
            "gesprek.gewist",
        ]

        assert s.app.ctx.audit.entries("gesprek.gewist")[0].detail == f"belbriefje {code}: Test"

    run(guarded, story)


def test_the_log_is_in_words_and_calls_a_conversation_by_its_code(guarded):  # noqa: F811
    async def story(s):
        beheer, citizen, audit = Beheer(s), s.citizen(), s.app.ctx.audit
        await citizen.start()
        code, sam = s.app.ctx.handoffs.code(citizen.conversation), s.app.ctx.staff.find("sam").member.id
        audit.add(sam, "aanwezigheid.vanzelf_afwezig")
        audit.add(sam, "gesprek.bekeken", citizen.conversation)
        for path in ("/beheer", "/beheer/logboek", f"/beheer/logboek?wat=gesprek&waarover={code.lower()}"):
            _, page = await beheer.get(path)
            assert "bekeek een gesprek" in page and f"belbriefje {code}" in page and citizen.conversation not in page
        _, page = await beheer.get("/beheer/logboek")
        assert "werd vanzelf afwezig" in page and ">aanwezigheid.vanzelf_afwezig<" not in page
        assert '<option value="gesprek">alles over gesprekken' in page

    run(guarded, story)


def test_every_deed_that_the_log_keeps_has_words(root):
    kept = set(WORK_DEEDS.values()) | {f"aanwezigheid.{p.value}" for p in Presence}
    for path in (root / "bot").rglob("*.py"):
        kept |= set(
            re.findall(
                r"""(?:audit\.add(?:_within)?|to_thread\(ctx\.audit\.add|_keep)\b[^"]*?"([a-z]+[._][a-z_]+)\"""",
                path.read_text(),
            )
        )
    assert len(kept) > 30 and kept - set(DEEDS) == set()


def test_the_log_is_filtered_and_paged(guarded):  # noqa: F811
    async def story(s):
        beheer, audit = Beheer(s), s.app.ctx.audit
        sam = s.app.ctx.staff.find("sam").member.id
        for n in range(130):
            audit.add(sam, "gesprek.bekeken", f"nummer{n}", "<script>alert(1)</script>")
        audit.add(None, "opgeruimd", detail="3 gesprekken")
        _, page = await beheer.get("/beheer/logboek")
        assert "opgeruimd" in page and "nummer129" in page and "nummer20<" not in page and "<script" not in page
        older = re.search(r'href="/beheer/logboek\?([^"]+)">Ouder', page)[1].replace("&amp;", "&")
        _, page = await beheer.get(f"/beheer/logboek?{older}")
        assert "nummer0<" in page and "Ouder" not in page
        _, page = await beheer.get("/beheer/logboek?wat=gesprek&wie=SAM&waarover=nummer7")
        assert page.count("nummer7<") == 1 and "nummer70" not in page
        for query in ("wat='%20OR%201=1--", "voor=abc", "voor=" + "9" * 40, "wat=%25", "wie=%00"):
            assert (await beheer.get(f"/beheer/logboek?{query}"))[0] == 200
        assert "Hier staat niets over" in (await beheer.get("/beheer/logboek?wie=niemand"))[1]

    run(guarded, story)
