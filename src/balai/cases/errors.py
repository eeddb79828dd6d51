"""Refusals of cases. Each says what happened and how to go on."""

from django.utils.translation import gettext_lazy

from balai.lib.errors import Conflict, Forbidden, InvalidInput, NotFound


class NoSuchCase(NotFound):
    """There is no such case, or the person may not know that there is: same text, same status."""

    code = "no_such_case"
    message = gettext_lazy("Permohonan itu tidak ada. Periksa nomor dan kode rahasianya.")


class CaseMoved(Conflict):
    """Somebody or something changed the case between reading and writing. Nothing of this act was saved."""

    code = "case_moved"
    message = gettext_lazy("Berkas ini baru saja berubah. Muat ulang halaman, lalu coba lagi.")


class TaskGone(Conflict):
    """The task is no longer open: somebody finished it, or the law answered it."""

    code = "task_gone"
    message = gettext_lazy("Tugas ini sudah selesai atau tidak berlaku lagi.")


class TaskTaken(Conflict):
    """Another official works on the task; `details["who"]` names the post."""

    code = "task_taken"
    message = gettext_lazy("Tugas ini sudah diambil petugas lain.")


class NoMandate(Forbidden):
    """The person holds no post with a mandate for this act at this moment."""

    code = "no_mandate"
    message = gettext_lazy("Jabatan Anda tidak memegang mandat untuk tindakan ini saat ini.")


class OwnCase(Forbidden):
    """Nobody acts in a case of their own or of their family."""

    code = "own_case"
    message = gettext_lazy("Anda tidak boleh memutus permohonan sendiri atau keluarga.")


class SamePerson(Forbidden):
    """A duty of the service: the same natural person may not do both tasks."""

    code = "same_person"
    message = gettext_lazy(
        "Tugas ini harus dikerjakan orang lain daripada yang mengerjakan tugas sebelumnya."
    )


class CannotMove(Conflict):
    """A case has no image in the version it is to be moved to; `details["cases"]` says why, in words, by number."""

    code = "cannot_move"
    message = gettext_lazy("Berkas ini tidak dapat dipindahkan ke versi itu. Tidak ada yang diubah.")


class NotProposed(NotFound):
    """There is no such proposal, or it was decided already."""

    code = "move_not_proposed"
    message = gettext_lazy("Usul pemindahan itu tidak ada atau sudah diputus.")


class SecondPerson(Forbidden):
    """Who proposed a move may not decide on it."""

    code = "second_person"
    message = gettext_lazy("Usul pemindahan harus diputus orang lain daripada yang mengusulkannya.")


class NotConfirmed(Forbidden):
    """A signature needs a fresh second sign-in."""

    code = "not_confirmed"
    message = gettext_lazy("Tanda tangan harus dikonfirmasi dengan masuk sekali lagi.")


class Incomplete(InvalidInput):
    """The draft cannot be submitted yet; `details["fields"]` maps each path to what is wrong."""

    code = "incomplete"
    message = gettext_lazy("Permohonan belum lengkap. Lengkapi isian yang ditandai.")


class KeyReused(InvalidInput):
    """The Idempotency-Key was used before, with another body."""

    code = "idempotency_key_reused"
    message = gettext_lazy("Kunci Idempotency-Key ini sudah dipakai untuk isi lain. Pakai kunci baru.")


class BadKey(InvalidInput):
    """The Idempotency-Key is too long."""

    code = "idempotency_key_invalid"
    message = gettext_lazy("Idempotency-Key paling panjang 80 karakter.")


class SignInBrowser(Forbidden):
    """A signature is confirmed by signing in again, which only a browser can do."""

    code = "sign_in_browser"
    message = gettext_lazy("Tanda tangan hanya dapat diberikan di peramban, dengan masuk sekali lagi.")


class NoPreview(Conflict):
    """The template does not render with the facts so far: it prints something that only a later step gives."""

    code = "no_preview"
    status = 409
    message = gettext_lazy(
        "Pratinjau belum dapat dibuat: dokumen ini memuat hasil langkah sesudah tanda tangan."
    )
