"""Item definitions: the types that a model declares (DMN 1.5 clause 7.3.3)."""

from balai.kernel.decisions.markup import Element
from balai.kernel.feel import FeelSyntaxError
from balai.kernel.feel.expression import Dialect
from balai.kernel.feel.tree import TypeName

ANY = TypeName("Any")


def item_types(root: Element, dialect: Dialect) -> dict[str, TypeName]:
    """Turn the item definitions of a model into types by name (clause 7.3.3)."""
    return {one.get("name"): _item(one, dialect) for one in root.all("itemDefinition")}


def reference(element: Element | None, dialect: Dialect) -> TypeName | None:
    """Read the `typeRef` of an element; None when it has none (clause 7.3.1)."""
    text = "" if element is None else element.get("typeRef") or element.words("typeRef")
    return _named(text, dialect) if text else None


def _named(text: str, dialect: Dialect) -> TypeName:
    """Read a type reference: `feel:number`, `tPerson`, `model.tPerson`, or `list<number>`."""
    name = text.removeprefix("feel:").strip()
    try:
        return TypeName(name) if name in dialect.types else dialect.type_name(name)
    except FeelSyntaxError:
        return TypeName(name)


def _item(element: Element, dialect: Dialect) -> TypeName:
    made = _shape(element, dialect)
    allowed = element.one("allowedValues")
    if allowed is not None:
        made = _limited(made, allowed, dialect)
    if element.get("isCollection") == "true":
        made = TypeName("list", (made,))
    limits = element.one("typeConstraint")
    return made if limits is None else _limited(made, limits, dialect)


def _shape(element: Element, dialect: Dialect) -> TypeName:
    parts, function = element.all("itemComponent"), element.one("functionItem")
    if function is not None:
        taken = tuple(reference(one, dialect) or ANY for one in function.all("parameters"))
        given = function.get("outputTypeRef")
        return TypeName("function", (*taken, _named(given, dialect) if given else ANY))
    if parts:
        inner = tuple(_item(one, dialect) for one in parts)
        return TypeName("context", inner, tuple(one.get("name") for one in parts))
    return reference(element, dialect) or ANY


def _limited(made: TypeName, allowed: Element, dialect: Dialect) -> TypeName:
    """Add the allowed values of a type (clause 7.3.3); what cannot be read limits nothing."""
    try:
        tests = dialect.tests(allowed.words("text") or "-")
    except FeelSyntaxError:
        return made
    return TypeName(made.name, made.inner, made.keys, tests)
