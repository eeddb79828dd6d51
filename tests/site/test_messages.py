import gettext
import re

import pytest

from tools import messages


@pytest.fixture
def source(tmp_path):
    (tmp_path / "a.py").write_text(
        'from x import _\n_("Kirim")\nngettext("%(n)s hari", "%(n)s hari lagi", 2)\n_(name)\n'
    )
    (tmp_path / "b.html").write_text(
        "{% translate \"Kirim\" %}{% translate 'Naik 5%' as up %}"
        "{% blocktranslate with name=x.y %}Pakai {{ name }}{% endblocktranslate %}"
        '<p title="{% translate "Dua kata" %}">teks biasa</p>'
    )
    return tmp_path


def test_texts_of_python_and_templates_are_found_once_each(source):
    found = messages.extract(source)
    assert set(found) == {"Kirim", "%(n)s hari", "Naik 5%%", "Pakai %(name)s", "Dua kata"}
    assert found["Kirim"].places == {"a.py", "b.html"}
    assert found["%(n)s hari"].plural == "%(n)s hari lagi"


def test_what_is_written_is_read_back_the_same(tmp_path):
    texts = {"a": ["x"], 'dua\nbaris "kutip" \\': ["two\nlines\n"], "tab\t": [""]}
    kept = {msgid: messages.Message(msgid, translated=said) for msgid, said in texts.items()}
    messages.write_po(tmp_path / "en" / "django.po", "en", kept)
    again = messages.read_po(tmp_path / "en" / "django.po")
    assert {msgid: message.translated for msgid, message in again.items()} == texts


def test_what_is_compiled_speaks(tmp_path):
    po = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    kept = [
        messages.Message("Kirim", translated=["Send – now"]),
        messages.Message("%d hari", "%d hari", translated=["%d day", "%d days"]),
        messages.Message("Nanti", translated=[""]),
    ]
    messages.write_po(po, "en", {message.msgid: message for message in kept})
    messages.compile_po(po)
    spoken = gettext.translation("django", tmp_path, ["en"])
    assert spoken.gettext("Kirim") == "Send – now"
    assert [spoken.ngettext("%d hari", "%d hari", n) for n in (1, 2)] == ["%d day", "%d days"]
    assert spoken.gettext("Nanti") == "Nanti"


def test_translations_of_the_frame_keep_its_placeholders():
    for message in messages.read_po(messages.LOCALES / "en/LC_MESSAGES/django.po").values():
        if message.complete:
            wanted = sorted(set(placeholders(message.msgid)))
            assert all(sorted(set(placeholders(said))) == wanted for said in message.translated), (
                message.msgid
            )


def placeholders(text):
    return re.findall(r"%\(\w+\)[sd]|%%|\{\w+\}", text)
