"""A trainer with a browser that knows forms."""

from __future__ import annotations

from bot.staff import Role
from tests.staff import sign_in

UITSTEL = "onderwerpen/aangifte/uitstel"


class Trainer:
    """A signed-in colleague with a browser that knows forms."""

    def __init__(self, site, data, *roles, name="Noor de Wit", login="noor"):
        self.site, self.data, self.me = (
            site,
            data,
            sign_in(site.app, *(roles or (Role.TRAINER,)), name=name, login=login),
        )

    async def get(self, path):
        async with self.site.session.get(
            self.site.url + path, headers=self.me.headers, allow_redirects=False
        ) as response:
            return response.status, await response.text()

    async def post(self, path, fields, csrf=True):
        headers = {"Cookie": self.me.headers["Cookie"]}
        data = [(k, v) for k, vs in fields.items() for v in (vs if isinstance(vs, list) else [vs])]
        if csrf:
            data.append(("csrf", self.me.csrf))
        async with self.site.session.post(
            self.site.url + path, data=data, headers=headers, allow_redirects=False
        ) as response:
            return response.status, await response.text(), response.headers

    def file(self, name="antwoord.yml", folder=UITSTEL):
        return (self.data / folder / name).read_text()
