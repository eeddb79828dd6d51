import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tests.pages import Page, checked, held

GOOD = (
    '<!DOCTYPE html><html lang="id"><head><title>Uji – Balai</title></head><body><main><h1>Uji</h1>'
    '<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">'
    '<label for="a">A</label><input id="a" name="a" value="1"><button>Kirim</button></form>'
    '<img src="/x.svg" alt=""><a href="/">Depan</a></main></body></html>'
)
POLICY = "default-src 'none'; trusted-types 'none'"
BROKEN = {
    "html": GOOD.replace("</main>", "</mian>"),
    "h1": GOOD.replace("</h1>", "</h1><h1>Lagi</h1>"),
    "headings": GOOD.replace("</h1>", "</h1><h3>Loncat</h3>"),
    "title": GOOD.replace("Uji – Balai", "Uji"),
    "lang": GOOD.replace(' lang="id"', ""),
    "labels": GOOD.replace('<label for="a">A</label>', ""),
    "ids": GOOD.replace("<h1>", '<h1 id="a">'),
    "refs": GOOD.replace('href="/"', 'href="#nowhere"'),
    "inline": GOOD.replace("<h1>", '<h1 onclick="x()">'),
    "images": GOOD.replace(' alt=""', ""),
    "forms": GOOD.replace('value="x"', 'value=""'),
    "links": GOOD.replace("Depan", ""),
}


def answered(html, policy=POLICY):
    response = HttpResponse(html, headers={"Content-Security-Policy": policy})
    response.wsgi_request = RequestFactory().get("/uji/")
    return response


def test_a_good_page_passes_and_can_be_asked():
    page = checked(answered(GOOD))
    assert (page.status, page.heading, page.path) == (200, "Uji", "/uji/")


@pytest.mark.parametrize("name", BROKEN)
def test_each_check_finds_its_fault_and_can_be_left_out(name):
    with pytest.raises(AssertionError, match=f"'{name}'"):
        checked(answered(BROKEN[name]))
    checked(answered(BROKEN[name]), without={name})


@pytest.mark.parametrize(
    "policy", ["", "default-src 'none'; script-src 'unsafe-inline'; trusted-types 'none'"]
)
def test_a_weak_policy_is_found(policy):
    with pytest.raises(AssertionError, match="csp"):
        checked(answered(GOOD, policy))


def test_a_form_is_read_as_a_browser_reads_it():
    html = (
        '<form><input name="a" value="1"><input type="radio" name="b" value="x">'
        '<input type="radio" name="b" value="y" checked>'
        '<select name="c"><option value="1"><option value="2" selected></select>'
        '<textarea name="d">\nteks</textarea>'
        '<input type="file" name="e"><input type="checkbox" name="f" value="1"></form>'
    )
    form = Page(html, "html.parser").form
    assert held(form) == {"a": ["1"], "b": ["y"], "c": ["2"], "d": ["teks"]}
