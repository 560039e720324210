"""Talks to an OpenID Connect provider: where to send somebody, and who comes back."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from httpx2 import HTTPError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bot.settings import Settings
from bot.staff import Role

TIMEOUT = 10.0  # seconds for each call
KEEP = 3600.0  # seconds that the provider's description is kept
LEEWAY = 60  # seconds that its clock may differ from ours
# Signed with a key of the provider's own; never "none", and never with the client's secret.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]


class ProviderError(Exception):
    """The provider cannot be reached, or what it says cannot be trusted; the text is for the log, without a person."""


@dataclass(frozen=True)
class Attempt:
    """What the browser keeps while somebody is away at the provider."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Attempt:
        """Returns three fresh secrets."""
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))


class Provider:
    """One provider, by settings."""

    def __init__(self, settings: Settings, clock: Callable[[], dt.datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._known: tuple[float, Mapping[str, Any]] | None = None
        self._keys: KeySet | None = None
        self.back = f"{settings.public_url or settings.site_url}/inloggen/organisatie/terug"

    async def address(self, attempt: Attempt) -> str:
        """Returns where to send somebody.

        Raises:
            ProviderError: the provider does not answer.
        """
        async with self._client() as client:
            about = await self._about(client)
            url, _ = client.create_authorization_url(
                about["authorization_endpoint"],
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return url

    async def person(self, code: str, attempt: Attempt) -> Mapping[str, Any]:
        """Returns the checked claims about whoever came back with this code.

        Raises:
            ProviderError: the provider refuses the code, or its token cannot be trusted.
        """
        try:
            async with self._client() as client:
                about = await self._about(client)
                token = await client.fetch_token(about["token_endpoint"], code=code, code_verifier=attempt.verifier)
                claims = await self._checked(client, about, token.get("id_token") or "")
        except (AuthlibBaseError, HTTPError, ValueError, KeyError, TypeError) as error:
            raise ProviderError(type(error).__name__) from None
        if claims.get("nonce") != attempt.nonce:
            raise ProviderError("nonce")
        return claims

    def roles(self, claims: Mapping[str, Any]) -> frozenset[Role]:
        """Returns the roles that the groups in the claims come to."""
        value: Any = claims
        for part in self._settings.oidc_roles_claim.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        groups = value.split() if isinstance(value, str) else value if isinstance(value, list) else []
        return frozenset(Role(role) for group, role in self._settings.oidc_roles if group in groups)

    def subject(self, claims: Mapping[str, Any]) -> str:
        """Returns who this is, for ever."""
        return f"{self._settings.oidc_issuer}|{claims['sub']}"[:255]

    def _client(self) -> AsyncOAuth2Client:
        settings = self._settings
        return AsyncOAuth2Client(
            settings.oidc_client_id,
            settings.oidc_client_secret or None,
            token_endpoint_auth_method="client_secret_basic" if settings.oidc_client_secret else "none",
            scope=settings.oidc_scopes,
            redirect_uri=self.back,
            code_challenge_method="S256",
            timeout=TIMEOUT,
            trust_env=False,
        )

    async def _about(self, client: AsyncOAuth2Client) -> Mapping[str, Any]:
        """Returns the provider's description of itself, which must be about this very issuer."""
        if self._known and time.monotonic() - self._known[0] < KEEP:
            return self._known[1]
        issuer = self._settings.oidc_issuer
        about = await self._fetch(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if about.get("issuer") != issuer:
            raise ProviderError("issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if issuer.startswith("https://") and not str(about.get(name)).startswith("https://"):
                raise ProviderError(name)
        self._known, self._keys = (time.monotonic(), about), None
        return about

    async def _fetch(self, client: AsyncOAuth2Client, url: str) -> Mapping[str, Any]:
        try:
            response = await client.request("GET", url, withhold_token=True, auth=None)
            response.raise_for_status()
            found = response.json()
        except (HTTPError, ValueError) as error:
            raise ProviderError(type(error).__name__) from None
        if not isinstance(found, dict):
            raise ProviderError("shape")
        return found

    async def _checked(self, client: AsyncOAuth2Client, about: Mapping[str, Any], token: str) -> Mapping[str, Any]:
        for last in (False, True):
            try:
                if self._keys is None:
                    self._keys = KeySet.import_key_set(await self._fetch(client, about["jwks_uri"]))
                claims = jwt.decode(token, self._keys, algorithms=ALGORITHMS).claims
                break
            except (JoseError, ValueError) as error:
                # Perhaps it has new keys; asked once more, and no more than that.
                self._keys = None
                if last:
                    raise ProviderError(type(error).__name__) from None
        client_id = self._settings.oidc_client_id
        registry = jwt.JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self._settings.oidc_issuer},
            aud={"essential": True, "value": client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            registry.validate(claims)
        except JoseError as error:
            raise ProviderError(type(error).__name__) from None
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else client_id) != client_id:
            raise ProviderError("azp")
        return claims
