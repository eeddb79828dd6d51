import os

import pytest

from balai.config.folder import read_folder, read_reference, reference_near
from balai.kernel.problem import Refused


def test_files_are_read_by_their_path_inside_and_hidden_ones_are_left_out(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "id.toml").write_bytes(b"a")
    (tmp_path / "form.json").write_bytes(b"b")
    (tmp_path / ".DS_Store").write_bytes(b"c")
    assert read_folder(tmp_path) == {"form.json": b"b", "text/id.toml": b"a"}


def test_a_link_inside_the_folder_is_followed(tmp_path):
    (tmp_path / "form.json").write_bytes(b"b")
    (tmp_path / "other.json").symlink_to(tmp_path / "form.json")
    assert read_folder(tmp_path)["other.json"] == b"b"


@pytest.mark.parametrize("target", ["secret", "folder"])
def test_a_link_out_of_the_folder_is_refused_and_not_read(tmp_path, target):
    (tmp_path / "secret").write_bytes(b"key")
    (tmp_path / "folder").mkdir()
    service = tmp_path / "service"
    service.mkdir()
    (service / "form.json").symlink_to(tmp_path / target)
    with pytest.raises(Refused) as refused:
        read_folder(service)
    assert [(problem.code, problem.file) for problem in refused.value.problems] == [("link-out", "form.json")]


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "form.json")
    with pytest.raises(Refused, match="not a plain file"):
        read_folder(tmp_path)


def test_a_folder_too_large_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "form.json").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(Refused, match="more than"):
        read_folder(tmp_path)


def test_a_file_is_not_a_folder(tmp_path):
    (tmp_path / "form.json").write_bytes(b"b")
    with pytest.raises(NotADirectoryError):
        read_folder(tmp_path / "form.json")
    with pytest.raises(FileNotFoundError):
        read_folder(tmp_path / "nowhere")


def test_the_nearest_reference_is_found_and_named_as_the_kernel_names_it(tmp_path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "elements.toml").write_bytes(b"x")
    service = tmp_path / "services" / "surat"
    service.mkdir(parents=True)
    near = reference_near(service)
    assert near is not None
    assert read_reference(near) == {"reference/elements.toml": b"x"}
