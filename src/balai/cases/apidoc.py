"""OpenAPI 3.1 for programs: of the API, and of one service with the schema of its form in it."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from balai.kernel import forms
from balai.kernel.case import wording

if TYPE_CHECKING:
    from ninja import NinjaAPI

    from balai.kernel.definition.types import Service

SECURITY: dict[str, Any] = {
    "components": {
        "securitySchemes": {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "Token akses dari halaman Akun saya.",
            },
            "session": {"type": "apiKey", "in": "cookie", "name": "balai"},
        }
    },
    "security": [{"token": []}, {"session": []}],
}
FILE = "/api/v1/services/{name}/cases"


def schema_of(form: forms.Form) -> dict[str, Any]:
    """Return the JSON Schema 2020-12 of a form's answers, as they are stored and as the API takes them.

    `x-element` names a field's data element (the `kind` of an uploaded file), `x-list` the code list it chooses from.
    """
    schema: dict[str, Any] = plain(form.schema)
    for field in form.fields.values():
        holder = schema["properties"][field.group] if field.group else schema
        marks = {"x-element": field.element, "x-list": field.list}
        holder["properties"][field.name].update({name: value for name, value in marks.items() if value})
    return schema


def plain(value: Any) -> Any:
    """Return nested mappings and sequences as JSON has them."""
    if hasattr(value, "items"):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def lists_of(service: Service) -> forms.Lists:
    """Return the code lists that a service's form names."""
    named = {field.list for field in service.form.fields.values() if field.list}
    return {name: titles for name, titles in wording.list_titles(service).items() if name in named}


def of_service(api: NinjaAPI, service: Service) -> dict[str, Any]:
    """Return the description of the API with the path that applies for this service, its form in the request body."""
    whole = deepcopy(dict(api.get_openapi_schema()))
    posted = deepcopy(whole["paths"].pop(FILE)["post"])
    posted["parameters"] = [one for one in posted.get("parameters", []) if one.get("in") != "path"]
    body = {"type": "object", "required": ["answers"], "properties": {"answers": schema_of(service.form)}}
    posted["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    posted["summary"] = service.title
    whole["paths"] = {FILE.replace("{name}", service.name): {"post": posted}, **whole["paths"]}
    whole["info"] = {**whole["info"], "title": service.title, "version": service.version}
    return whole
