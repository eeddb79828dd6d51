"""Why a case cannot be moved to another version, in words that say how to mend it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from balai.kernel.case import Obstacle

_WHY: Mapping[str, Promise] = {
    "ended": gettext_lazy("%(id)s sudah selesai; berkas yang selesai tetap pada versinya."),
    "same": gettext_lazy("%(id)s sudah memakai versi itu."),
    "since": gettext_lazy(
        "%(id)s pernah memakai versi itu, dan sejak dipindahkan sudah ada langkah lain; tidak dapat dikembalikan."
    ),
    "service": gettext_lazy("Versi itu milik layanan lain: %(id)s."),
    "proposed": gettext_lazy("Untuk %(id)s sudah ada usul pemindahan; putuskan yang itu dahulu."),
    "office": gettext_lazy("Versi itu milik jenis instansi lain: %(id)s."),
    "gone": gettext_lazy("Langkah “%(id)s” yang sudah dicapai tidak ada dalam versi itu."),
    "other": gettext_lazy("Langkah “%(id)s” yang sedang menunggu berbeda jenis dalam versi itu."),
    "lane": gettext_lazy("Langkah “%(id)s” berpindah antara pemohon dan petugas dalam versi itu."),
    "beside": gettext_lazy(
        "Pada langkah “%(id)s” yang sedang menunggu, pengingat waktu atau pesannya berbeda."
    ),
    "call": gettext_lazy("Operasi pada langkah “%(id)s” yang sedang berjalan berbeda dalam versi itu."),
    "join": gettext_lazy("Cabang-cabang yang bertemu di “%(id)s” berbeda dalam versi itu."),
    "clock": gettext_lazy("Waktu layanan mulai dihitung di tempat lain dalam versi itu: “%(id)s”."),
    "unmade": gettext_lazy(
        "Aturan “%(id)s” berada di langkah yang sudah lewat, sehingga tidak pernah dijalankan."
    ),
    "certificate": gettext_lazy("Dokumen “%(id)s” yang nomornya sudah diambil tidak ada dalam versi itu."),
    "answer": gettext_lazy("Isian “%(id)s” tidak sah lagi dalam versi itu."),
    "late": gettext_lazy("Batas waktu “%(id)s” akan lewat seketika oleh pemindahan itu."),
}


def told(obstacle: Obstacle) -> str:
    """Return why a case cannot be moved, as one sentence."""
    return str(_WHY[obstacle.kind]) % {"id": obstacle.id}
