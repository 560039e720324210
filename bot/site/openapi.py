"""The chat API as an OpenAPI document. tests/site/test_openapi.py holds it against the routes and real answers."""

from __future__ import annotations

from typing import Any

from bot.knowledge.model import OUTCOMES

_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties}


def _json(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


_ID = {"name": "id", "in": "path", "required": True, "schema": _TEXT, "description": "het gesprek"}
_AUTH = [{"token": []}]


def _errors(*statuses: int) -> dict[str, Any]:
    return {str(s): _json(_ref("Error"), "een vriendelijke uitleg") for s in statuses}


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {
        "title": "Belastingchat: chat-API",
        "version": "1.0.0",
        "description": "Een gesprek beginnen, berichten sturen en lezen, en het gesprek wissen.",
    },
    "paths": {
        "/chat/conversations": {
            "post": {
                "summary": "Begin een gesprek",
                "requestBody": _body(
                    _object(
                        [],
                        start={**_TEXT, "description": "ingang uit een link: contactkaartje of een onderwerp"},
                        today={**_TEXT, "format": "date", "description": "antwoord voor deze dag; uit in productie"},
                    )
                ),
                "responses": {
                    "201": _json(
                        _object(
                            ["conversation", "token", "messages"],
                            conversation=_TEXT,
                            token=_TEXT,
                            messages={"type": "array", "items": _ref("Message")},
                        ),
                        "het gesprek met de begroeting",
                    ),
                    **_errors(400, 415, 429, 503),
                },
            }
        },
        "/chat/conversations/{id}/messages": {
            "parameters": [_ID],
            "post": {
                "summary": "Stuur een bericht of een keuze",
                "security": _AUTH,
                "requestBody": _body(
                    _object(
                        ["client_id"],
                        client_id={**_TEXT, "maxLength": 80, "description": "twee keer dezelfde is één bericht"},
                        text=_TEXT,
                        choice={**_TEXT, "description": "een aangeboden keuze, of: medewerker, chatbot"},
                    )
                ),
                "responses": {
                    "202": _json(_object(["seq"], seq=_NUMBER), "aangenomen en bewaard"),
                    **_errors(400, 404, 413, 415, 429, 503),
                },
            },
            "get": {
                "summary": "Lees de berichten na een nummer",
                "security": _AUTH,
                "parameters": [{"name": "after", "in": "query", "schema": {**_NUMBER, "default": 0}}],
                "responses": {
                    "200": _json(
                        _object(
                            ["messages", "state"],
                            messages={"type": "array", "items": _ref("Message")},
                            state=_ref("State"),
                        ),
                        "berichten en toestand",
                    ),
                    **_errors(400, 404, 429),
                },
            },
        },
        "/chat/conversations/{id}/events": {
            "parameters": [_ID],
            "get": {
                "summary": "Volg het gesprek live",
                "description": "id: is het nummer van het bericht; Last-Event-ID gaat daarna verder.",
                "security": _AUTH,
                "responses": {
                    "200": {
                        "description": "events message en state",
                        "content": {"text/event-stream": {"schema": _TEXT}},
                    },
                    **_errors(404, 429),
                },
            },
        },
        "/chat/conversations/{id}/typing": {
            "parameters": [_ID],
            "post": {
                "summary": "Laat weten dat er getypt wordt; nooit wat",
                "security": _AUTH,
                "responses": {"204": {"description": "gezien"}, **_errors(404, 429)},
            },
        },
        "/chat/conversations/{id}/leave": {
            "parameters": [_ID],
            "post": {
                "summary": "Laat weten dat de burger een nieuw gesprek begon",
                "security": _AUTH,
                "responses": {"204": {"description": "gezien"}, **_errors(404)},
            },
        },
        "/chat/conversations/{id}/feedback": {
            "parameters": [_ID],
            "post": {
                "summary": "Zeg of een antwoord hielp",
                "security": _AUTH,
                "requestBody": _body(
                    _object(["helpful"], seq=_NUMBER, helpful={"type": "boolean"}, remark={**_TEXT, "maxLength": 500})
                ),
                "responses": {"204": {"description": "bewaard"}, **_errors(400, 404, 413, 415, 429)},
            },
        },
        "/chat/conversations/{id}": {
            "parameters": [_ID],
            "delete": {
                "summary": "Wis het gesprek",
                "security": _AUTH,
                "responses": {"204": {"description": "gewist"}, **_errors(404)},
            },
        },
    },
    "components": {
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Error": _object(["error", "message"], error=_TEXT, message=_TEXT),
            "State": _object(
                ["state"],
                state={**_TEXT, "enum": ["idle", "thinking", "offered", "waiting", "with_staff", "closed"]},
                engine={**_TEXT, "enum": ["ready", "starting"]},
                place=_NUMBER,
                staff_typing={"type": "boolean"},
                text={**_TEXT, "description": "wat de pagina daarover zegt"},
                name={**_TEXT, "description": "wie er praat, als dat een medewerker is"},
            ),
            "Source": _object(["title", "url", "checked"], title=_TEXT, url=_TEXT, checked={**_TEXT, "format": "date"}),
            "Choice": _object(["label", "choice"], label=_TEXT, choice=_TEXT),
            "Message": _object(
                ["seq", "at", "role", "text", "topic", "outcome", "cue", "confidence", "sources", "choices", "masked"],
                seq=_NUMBER,
                at={**_TEXT, "format": "date-time"},
                role={**_TEXT, "enum": ["burger", "chatbot", "medewerker", "systeem"]},
                text=_TEXT,
                topic={**_TEXT, "nullable": True},
                outcome={**_TEXT, "nullable": True, "enum": [*OUTCOMES, None]},
                cue={**_TEXT, "nullable": True},
                confidence={"type": "number", "nullable": True},
                sources={"type": "array", "items": _ref("Source")},
                choices={"type": "array", "items": _ref("Choice")},
                masked={"type": "array", "items": _TEXT},
                slip=_object(["title", "lines"], title=_TEXT, lines={"type": "array", "items": _TEXT}, code=_TEXT),
                client_id=_TEXT,
                by={**_TEXT, "description": "de naam van de medewerker"},
            ),
        },
    },
}
