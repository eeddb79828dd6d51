"""The component kit. It is built in: it, and Django's i18n and static tags, need no `{% load %}`.

README.md beside `site` shows how each is used; /komponen/ shows how each looks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.template import Context, Library
from django.template.loader import render_to_string
from django.templatetags import i18n, static
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from balai.site import tables
from balai.site.fields import ErrorLine, FieldView, error_lines
from balai.site.types import Action, Crumb, Event, Row, Step, Table, Text, Tone

register = Library()
register.tags.update(i18n.register.tags)
register.tags.update(static.register.tags)
register.filters.update(i18n.register.filters)


# Forms


@register.simple_block_tag(name="form", takes_context=True)
def form(context: Context, content: str, action: str = "", *, upload: bool = False) -> SafeString:
    """Open a POST form: token, no browser bubbles (errors come from the server), one submission at a time."""
    request = context.get("request")
    shown = {"content": content, "action": action, "upload": upload}
    return render_to_string("site/kit/form.html", shown, request=request)


@register.simple_tag(name="field")
def render_field(field: FieldView, *, heading: bool = False) -> SafeString:
    """Render a FieldView. With `heading`, its label is the page's h1 (one question per page)."""
    return render_to_string("site/kit/field.html", {"field": field, "heading": heading})


@register.simple_tag
def error_summary(errors: Sequence[FieldView | ErrorLine]) -> SafeString:
    """List what is wrong, each line a link to its field; nothing when all is well. Stands above the h1."""
    lines = error_lines(errors)
    return render_to_string("site/kit/error_summary.html", {"lines": lines}) if lines else SafeString("")


@register.simple_tag
def button(text: Text, kind: str = "", *, href: str = "", name: str = "", value: str = "") -> SafeString:
    """Render a button, or a link that looks like one: "" (primary), secondary, warning, quiet, start."""
    shown = {"text": text, "kind": kind, "href": href, "name": name, "value": value}
    return render_to_string("site/kit/button.html", shown)


# Reading


@register.simple_tag
def summary_list(rows: Sequence[Row], title: Text = "", *, level: int = 2) -> SafeString:
    """Render keys, values and what can be done about each; with a title, as a card."""
    return render_to_string("site/kit/summary_list.html", {"rows": rows, "title": title, "level": level})


@register.simple_tag
def table(table: Table) -> SafeString:
    """Render a table; on a narrow screen each row becomes a card."""
    shown = {"table": table, "body": tables.body(table)}
    return render_to_string("site/kit/table.html", shown)


@register.simple_tag
def tag(text: Text, tone: Tone = "") -> SafeString:
    """Render a status: "", info, success, warning or danger. Words carry the meaning, colour only helps."""
    return tables.tag(text, tone)


@register.simple_tag
def timeline(events: Sequence[Event]) -> SafeString:
    """Render what happened, in the order given."""
    return render_to_string("site/kit/timeline.html", {"events": events})


@register.simple_tag
def steps(steps: Sequence[Step]) -> SafeString:
    """Render the steps of a process, numbered, with what is done and where it is now."""
    return render_to_string("site/kit/steps.html", {"steps": steps})


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "hal") -> SafeString:
    """Render previous, next and page numbers; the rest of the query stays. Nothing for a single page."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    query = context["request"].GET.copy() if "request" in context else {}
    urls = {number: _page_url(query, parameter, number) for number in page.paginator.page_range}
    numbers = [
        {
            "number": number,
            "url": urls.get(number) if isinstance(number, int) else None,
            "current": number == page.number,
        }
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    shown = {
        "page": page,
        "numbers": numbers,
        "before": urls.get(page.number - 1),
        "after": urls.get(page.number + 1),
    }
    return render_to_string("site/kit/pagination.html", shown)


def _page_url(query: Mapping[str, Any], parameter: str, number: int) -> str:
    pairs = [(key, value) for key, value in _pairs(query) if key != parameter]
    return "?" + urlencode([*pairs, (parameter, number)])


def _pairs(query: Any) -> list[tuple[str, Any]]:
    return [(key, value) for key, values in query.lists() for value in values] if query else []


# Around


@register.simple_block_tag
def panel(content: str, title: Text) -> SafeString:
    """Confirm that something is done. The title is the page's h1."""
    return format_html('<div class="panel"><h1>{}</h1><div class="panel-text">{}</div></div>', title, content)


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Set a passage apart from the text around it."""
    return format_html('<div class="inset">{}</div>', content)


@register.simple_block_tag
def banner(content: str, title: Text = "", tone: Tone = "info") -> SafeString:
    """Tell something important about the whole page."""
    return render_to_string("site/kit/banner.html", {"content": content, "title": title, "tone": tone})


@register.simple_block_tag
def details(content: str, title: Text, *, opened: bool = False) -> SafeString:
    """Keep help that few need behind its title."""
    shown = SafeString("open") if opened else SafeString("")
    return format_html(
        '<details class="details" {}><summary><span>{}</span></summary><div>{}</div></details>',
        shown,
        title,
        content,
    )


@register.simple_block_tag
def card(
    content: str, title: Text, href: str = "", tag: Text = "", tone: Tone = "", *, level: int = 3
) -> SafeString:
    """Render one thing of several as a card whose title is a link. Wrap several in `<div class="cards">`."""
    shown = {"content": content, "title": title, "href": href, "tag": tag, "tone": tone, "level": level}
    return render_to_string("site/kit/card.html", shown)


@register.simple_tag
def empty_state(title: Text, text: Text = "", action: Text = "", url: str = "") -> SafeString:
    """Say that a list is empty, why, and what to do."""
    return render_to_string(
        "site/kit/empty_state.html", {"title": title, "text": text, "action": action, "url": url}
    )


@register.simple_tag
def back_link(url: str, text: Text = "") -> SafeString:
    """Lead back one page; stands in `{% block before %}`."""
    return format_html('<a class="back-link" href="{}">{}</a>', url, text or _("Kembali"))


@register.simple_tag
def breadcrumbs(crumbs: Sequence[Crumb]) -> SafeString:
    """Show the path to this page; stands in `{% block before %}`."""
    items = format_html_join(
        "", '<li><a href="{}">{}</a></li>', ((crumb.url, crumb.text) for crumb in crumbs)
    )
    return format_html('<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', _("Letak halaman"), items)


@register.simple_tag
def copyable(code: str, label: Text = "") -> SafeString:
    """Show a number or a code that people copy; with JavaScript a button copies it."""
    return format_html(
        '<span class="copyable"><code>{}</code><button type="button" class="button quiet small" hidden '
        'data-copy="{}" data-copied="{}">{}</button></span>',
        code,
        code,
        _("Tersalin"),
        label or _("Salin"),
    )


@register.simple_tag
def print_button(text: Text = "") -> SafeString:
    """Offer to print the page; where no script runs, say how."""
    return format_html(
        '<p class="printing"><button type="button" class="button secondary" hidden data-print>{}</button>'
        "<noscript>{}</noscript></p>",
        text or _("Cetak halaman ini"),
        _("Cetak lewat menu peramban Anda."),
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the icons in static/site/icons.svg. Decoration only: the words stand beside it."""
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>',
        static.static("site/icons.svg"),
        name,
    )


# Making the parts inside a template


@register.simple_tag
def action(text: Text, url: str, about: Text = "") -> Action:
    """Make an Action: `{% action "Ubah" url "nama ayah" as change %}`."""
    return Action(text, url, about)


@register.filter
def failed(field: FieldView, error: Text) -> FieldView:
    """Return the field with an error."""
    return replace(field, error=error)


# Words for values


@register.filter
def rupiah(amount: int | Decimal) -> str:
    """Write an amount in rupiah: 1500000 is "Rp1.500.000"."""
    whole = f"{int(amount):,}".replace(",", ".")
    cents = f"{Decimal(amount) % 1:.2f}"[-2:]
    return f"Rp{whole}" + (f",{cents}" if cents != "00" else "")


@register.filter
def day(when: date | datetime | None) -> str:
    """Write a date in words: "13 Juli 2026"; an instant in the zone in force."""
    if when is None:
        return ""
    return date_format(localtime(when) if isinstance(when, datetime) else when, "j F Y")


@register.filter
def moment(when: datetime | None) -> str:
    """Write an instant in words, with its zone: "13 Juli 2026 pukul 09.15 WIB"."""
    if when is None:
        return ""
    local = localtime(when)
    return _("%(day)s pukul %(hour)s.%(minute)s %(zone)s") % {
        "day": date_format(local, "j F Y"),
        "hour": local.strftime("%H"),
        "minute": local.strftime("%M"),
        "zone": local.tzname(),
    }


@register.filter
def machine_time(when: datetime) -> str:
    """Write an instant for the datetime attribute of `<time>`."""
    return when.isoformat()


@register.filter
def breakable(name: str) -> SafeString:
    """Let a long name or expression break after its dots and underscores: a path of a fact in a narrow column."""
    parts = re.split(r"(?<=[._])", name)
    return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def size(count: int) -> str:
    """Write a size of a file: "240 kB", "1,2 MB"."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f}".removesuffix(".0").replace(".", ",") + " MB"
