"""Nothing is asked that a register already holds (once only), and every data element is in the dictionary."""

from balai.kernel.check.folder import Folder
from balai.kernel.definition.cited import all_fields
from balai.kernel.definition.types import Element
from balai.kernel.forms import Field, Group

ANSWERED = {"applicant": ("person", "family"), "person": ("person", "family"), "business": ("business",)}
NEW = ("new person", "new business")


def check(folder: Folder) -> None:
    """Report unknown elements, unknown lists, and fields that a register answers."""
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
    for path, field in folder.service.form.fields.items():
        _once(folder, path, field, folder.service.form.groups.get(field.group))


def _once(folder: Folder, path: str, field: Field, group: Group | None) -> None:
    element = folder.service.elements.get(field.element)
    if element is None or not element.register or field.ask_anyway or _is_filled(folder, element, group):
        return
    owner = "the account" if element.register == "account" else f'the register "{element.register}"'
    what = f'{path} asks for "{element.title}", which {owner} already holds.'
    mend = "Drop the field, put it into a group with a subject, or cite in ask_anyway what allows asking."
    folder.add("form.json", field.line, "asked-twice", what, mend)


def _is_filled(folder: Folder, element: Element, group: Group | None) -> bool:
    """Tell whether the field is filled and shown instead of asked, or nobody can hold it yet."""
    if group is None or not group.subject:
        return False
    if group.subject in NEW:
        return True
    if element.register == "account":
        return group.subject == "applicant"
    register = folder.service.registers.get(element.register)
    answers = register.answers if register else ()
    return group.lookup != "match" and any(kind in answers for kind in ANSWERED.get(group.subject, ()))
