"""Addresses: what citizens open, and what officials open under /meja/."""

from django.urls import URLPattern, path

from balai.cases.web import apply, check, correct, desk, incidents, leading, previewing, signing, status, task

citizen: list[URLPattern] = [
    path("layanan/<slug:name>/ajukan/", apply.apply, name="apply"),
    path("permohonan/", status.my_cases, name="my_cases"),
    path("permohonan/<uuid:ref>/", status.case, name="case"),
    path("permohonan/<uuid:ref>/isi/<slug:page>/", apply.page, name="draft_page"),
    path("permohonan/<uuid:ref>/unggah/", apply.upload, name="upload"),
    path("permohonan/<uuid:ref>/periksa/", check.check_answers, name="check_answers"),
    path("permohonan/<uuid:ref>/bukti/", check.receipt, name="receipt"),
    path("permohonan/<uuid:ref>/bukti/qr/", check.receipt_qr, name="receipt_qr"),
    path("permohonan/<uuid:ref>/hapus/", check.discard, name="discard_draft"),
    path("permohonan/<uuid:ref>/lagi/", status.again, name="apply_again"),
    path("permohonan/<uuid:ref>/tugas/<int:n>/", correct.correct, name="correct"),
    path("lacak/", status.track, name="track"),
    path("lacak/berkas/", status.tracked, name="tracked"),
    path("lacak/tutup/", status.stop_tracking, name="stop_tracking"),
]
official: list[URLPattern] = [
    path("meja/", desk.desk, name="desk"),
    path("meja/ambil/", desk.take_next, name="desk_next"),
    path("meja/unduh/", desk.export, name="desk_export"),
    path("meja/pimpinan/", leading.overview, name="office"),
    path("meja/berkas/<uuid:ref>/", task.case, name="desk_case"),
    path("meja/berkas/<uuid:ref>/dokumen/<uuid:document>/", task.document, name="desk_document"),
    path("meja/berkas/<uuid:ref>/terbitan/<uuid:document>/", task.issued, name="desk_issued"),
    path("meja/berkas/<uuid:ref>/tugas/<int:n>/", task.task, name="desk_task"),
    path("meja/berkas/<uuid:ref>/tugas/<int:n>/ambil/", task.take, name="desk_take"),
    path("meja/berkas/<uuid:ref>/tugas/<int:n>/lepas/", task.release, name="desk_release"),
    path("meja/berkas/<uuid:ref>/tugas/<int:n>/unggah/", task.upload, name="desk_upload"),
    path("meja/berkas/<uuid:ref>/tugas/<int:n>/tanda-tangan/", signing.sign, name="desk_sign"),
    path(
        "meja/berkas/<uuid:ref>/tugas/<int:n>/pratinjau/<slug:certificate>/",
        previewing.preview,
        name="desk_preview",
    ),
    path(
        "meja/berkas/<uuid:ref>/tugas/<int:n>/pratinjau/<slug:certificate>/gambar/",
        previewing.preview_picture,
        name="desk_preview_picture",
    ),
    path("meja/berkas/<uuid:ref>/kendala/<int:n>/", incidents.incident, name="desk_incident"),
]

urlpatterns = citizen + official
