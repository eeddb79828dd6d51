"""Nothing is asked that is held already (once only), and every data element is in the dictionary.

What is held has one owner: a register, the account, or, for documents that no register owns, the vault of the person,
which offers a file that was uploaded once. Asking in spite of it takes an article, and an end.
"""

from collections.abc import Iterator
from typing import Any

from balai.kernel.check.folder import Folder
from balai.kernel.definition.cited import all_fields
from balai.kernel.definition.reader import open_toml
from balai.kernel.definition.types import Element
from balai.kernel.forms import Field, Group

ANSWERED = {"applicant": ("person", "family"), "person": ("person", "family"), "business": ("business",)}
REGISTERS = "reference/registers.toml"
NEW = ("new person", "new business")
DOCUMENTS = ("document", "documents")


def check(folder: Folder) -> None:
    """Report unknown elements and lists, kinds of documents that are none, and fields whose answer is held."""
    elements = folder.known_elements
    for path, field in all_fields(folder.service.form):
        if field.element and field.element not in elements:
            what = f'The data element "{field.element}" of {path} is not in reference/elements.toml.'
            mend = folder.known(field.element, elements)
            folder.add("form.json", field.line, "unknown-element", what, mend)
        if field.list and field.list not in folder.service.lists:
            what = f'The list "{field.list}" of {path} does not exist.'
            mend = folder.known(field.list, folder.service.lists)
            folder.add("form.json", field.line, "unknown-list", what, mend)
    _twins(folder)
    _unanswered(folder)
    for path, field in folder.service.form.fields.items():
        _kind(folder, path, field)
        _once(folder, path, field, folder.service.form.groups.get(field.group))


def _twins(folder: Folder) -> None:
    """Two elements of one title would be two owners of one thing."""
    first: dict[tuple[str, str], str] = {}
    for element in folder.known_elements.values():
        other = first.setdefault((element.title.casefold(), element.type), element.id)
        if other != element.id and element.id in folder.service.elements:
            what = f'"{element.id}" and "{other}" are both called "{element.title}".'
            folder.add(
                "reference/elements.toml", 0, "element-twice", what, "Keep one of them, with one owner."
            )


def _kind(folder: Folder, path: str, field: Field) -> None:
    """A document is asked for as a kind of the dictionary, or the vault could not offer it again."""
    element = folder.service.elements.get(field.element)
    uploaded = field.kind in DOCUMENTS
    if uploaded and not field.element:
        what = f"{path} asks for a document of no kind, so a person would upload it for each service anew."
        folder.add(
            "form.json",
            field.line,
            "no-document-kind",
            what,
            'Write "element", a document of the dictionary.',
        )
    elif element is not None and uploaded != (element.type == "document"):
        what = (
            f'{path} is {"" if uploaded else "not "}a document, but "{element.id}" is of type {element.type}.'
        )
        folder.add("form.json", field.line, "wrong-element", what, "Name an element of the same type.")


def _unanswered(folder: Folder) -> None:
    """Report data elements of a register in which no field keeps them: they are asked although it owns them."""
    if REGISTERS not in folder.shared:
        return
    kept = open_toml(REGISTERS, folder.shared[REGISTERS], folder.problems).data
    for path, field in folder.service.form.fields.items() if kept else ():
        element = folder.service.elements.get(field.element)
        if element is None or element.register not in folder.service.registers or field.kind in DOCUMENTS:
            continue
        if element.id not in set(_elements_kept(kept.get(element.register))):
            what = (
                f'The register "{element.register}" owns "{element.id}" of {path}, but keeps it in no field.'
            )
            mend = (
                f'Let a field of [{element.register}.field] in {REGISTERS} name it: element = "{element.id}".'
            )
            folder.add("form.json", field.line, "kept-nowhere", what, mend)


def _elements_kept(register: Any) -> Iterator[str]:
    """Yield the elements that the fields of a register name, as far as they are written as they should be."""
    fields = register.get("field") if isinstance(register, dict) else None
    for field in fields.values() if isinstance(fields, dict) else ():
        if isinstance(field, dict):
            yield str(field.get("element"))


def _once(folder: Folder, path: str, field: Field, group: Group | None) -> None:
    element = folder.service.elements.get(field.element)
    if element is None or not element.register or is_filled(folder, field, element, group):
        return
    owner = "the account" if element.register == "account" else f'the register "{element.register}"'
    held = f'{path} asks for "{element.title}", which {owner} already holds'
    if not field.ask_anyway:
        mend = "Drop the field, put it into a group with a subject, or cite in ask_anyway what allows asking."
        folder.add("form.json", field.line, "asked-twice", f"{held}.", mend)
    elif field.ask_until is None:
        mend = 'Write "ask_until", the last day on which it is asked; by then the register should answer.'
        folder.add(
            "form.json", field.line, "exception-without-end", f"{held}; the exception has no end.", mend
        )
    elif field.ask_until < folder.as_of:
        what = f"{held}; the exception ended on {field.ask_until}."
        folder.add(
            "form.json",
            field.line,
            "exception-expired",
            what,
            "Drop the field, or have the exception renewed.",
        )


def is_filled(folder: Folder, field: Field, element: Element, group: Group | None) -> bool:
    """Tell whether the field is filled and shown instead of asked, or nobody can hold it yet."""
    if group is None or not group.subject or field.kind in DOCUMENTS:
        return False
    if group.subject in NEW:
        return True
    if element.register == "account":
        return group.subject == "applicant"
    register = folder.service.registers.get(element.register)
    answers = register.answers if register else ()
    return group.lookup != "match" and any(kind in answers for kind in ANSWERED.get(group.subject, ()))
