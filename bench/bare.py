"""A bare Django view: read JSON, write so many rows in one transaction, answer. No validation, no rules, no log, no sign-in."""

import json
import uuid

from django.http import HttpRequest, JsonResponse
from django.urls import path

from balai.lib import clock
from balai.lib.db import writing
from bench.models import Row

SEALED = bytes(700)


def write(request: HttpRequest, rows: int) -> JsonResponse:
    """Write the rows as any Django view would, one `create` each; writers queue as the program's own do."""
    answers, case = json.loads(request.body), uuid.uuid4()
    with writing():
        for n in range(rows):
            Row._default_manager.create(
                case=case, n=n, kind="row", at=clock.now(), payload={"n": n}, sealed=SEALED
            )
    return JsonResponse({"number": str(case), "answers": len(answers)}, status=201)


def write_at_once(request: HttpRequest, rows: int) -> JsonResponse:
    """Write the rows by one statement."""
    answers, case = json.loads(request.body), uuid.uuid4()
    made = [
        Row(case=case, n=n, kind="row", at=clock.now(), payload={"n": n}, sealed=SEALED) for n in range(rows)
    ]
    with writing():
        Row._default_manager.bulk_create(made)
    return JsonResponse({"number": str(case), "answers": len(answers)}, status=201)


def ready(_request: HttpRequest) -> JsonResponse:
    """Answer."""
    return JsonResponse({})


urlpatterns = [path("lacak/", ready), path("bare/<int:rows>", write), path("bulk/<int:rows>", write_at_once)]
