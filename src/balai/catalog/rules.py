"""Match what a person types with what services are called. Pure; the stemmer is Snowball's Indonesian one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import snowballstemmer

from balai.kernel.definition.types import Service
from balai.kernel.process import user_tasks, ways

_WORD = re.compile(r"[a-z0-9]+")
_STEMMER = snowballstemmer.stemmer("indonesian")
_SHORTEST_BEGINNING = 3  # a word of fewer letters must match whole
_ALIKE = 0.75  # of difflib: a letter or two wrong in a word
_WEIGHTS = {"title": 4, "search": 3, "event": 2, "intro": 1}


@dataclass(frozen=True)
class Find:
    """One hit: the offer, its service, how well it matches."""

    offer: Any
    service: Service
    score: int


def stems(text: str) -> list[str]:
    """Return the stems of the words in a text, in order."""
    return [str(stem) for stem in _STEMMER.stemWords(_WORD.findall(text.lower()))]


def rank(words: str, offers: list[tuple[Any, Service]], language: str) -> list[Find]:
    """Score each offer by the words it shares with the query; a word that only begins one of them counts half."""
    wanted = stems(words)
    found = [Find(offer, service, _score(wanted, service, language)) for offer, service in offers]
    hits = [find for find in found if find.score > 0]
    return sorted(hits, key=lambda find: (-find.score, find.service.title))


def _score(wanted: list[str], service: Service, language: str) -> int:
    texts = service.texts.get(language)
    parts = {
        "title": [service.title, (texts.service.get("title", "") if texts else "")],
        "search": [*service.search, *(texts.search if texts else ())],
        "event": [service.life_event],
        "intro": [texts.service.get("intro", "") if texts else ""],
    }
    score = 0
    for part, weight in _WEIGHTS.items():
        have = {stem for text in parts[part] for stem in stems(text)}
        for word in wanted:
            begun = any(_begins(stem, word) for stem in have)
            score += 2 * weight if word in have else weight if begun else 0
    return score


def _begins(stem: str, word: str) -> bool:
    """Say whether a stem is, or begins with, the stem that was looked for."""
    return stem == word or (len(word) >= _SHORTEST_BEGINNING and stem.startswith(word))


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and whether it matches what was looked for."""

    text: str
    hit: bool


def marked(text: str, query: str) -> list[Piece]:
    """Return a text in pieces; those match whose stem is, or begins with, the stem of a word that was looked for."""
    wanted = stems(query)
    found: list[Piece] = []
    for part in re.split(r"([A-Za-z0-9]+)", text):
        hit = any(_begins(stem, word) for stem in stems(part) for word in wanted)
        if found and found[-1].hit == hit:
            found[-1] = Piece(found[-1].text + part, hit)
        elif part:
            found.append(Piece(part, hit))
    return found


def nearest(query: str, known: Iterable[str]) -> str:
    """Return the query with each word that matches nothing replaced by the known word most like it.

    "" when nothing changes; words of three letters or less are left alone.
    """
    vocabulary = sorted({word for text in known for word in _WORD.findall(text.lower()) if len(word) > 3})
    roots = {stem for word in vocabulary for stem in stems(word)}
    typed = _WORD.findall(query.lower())
    better = [word if _is_known(word, roots) else _nearest(word, vocabulary) for word in typed]
    return " ".join(better) if better != typed else ""


def _is_known(word: str, roots: set[str]) -> bool:
    return len(word) < 4 or any(_begins(root, stem) for stem in stems(word) for root in roots)


def _nearest(word: str, vocabulary: list[str]) -> str:
    return next(iter(get_close_matches(word, vocabulary, 1, _ALIKE)), word)


# -- the way through a process


def granted_ends(service: Service) -> set[str]:
    """Return the ends of the drawing at which the application is granted."""
    return {event.id for event in service.events.values() if event.result == "granted"}


def reached(service: Service, start: str, without: str = "") -> set[str]:
    """Return what normal flows lead to from an element, without passing through another; limits that pass are left out."""
    following = ways(service.process)
    found, waiting = set[str](), list(following[start])
    while waiting:
        name = waiting.pop()
        if name not in found and name != without:
            found.add(name)
            waiting.extend(following[name])
    return found


def unavoidable(service: Service, start: str) -> list[str]:
    """Return the tasks of people that every way from an element to a granted end passes, in order."""
    ends = granted_ends(service)
    if not ends & reached(service, start):
        return []
    tasks = [name for name in user_tasks(service.process) if name != start]
    return [name for name in tasks if not ends & reached(service, start, without=name)]
