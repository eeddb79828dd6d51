"""Duties against the people there are: those of a folder's posts, or those of an office that are given."""

from collections.abc import Mapping

from balai.kernel.check.folder import Folder
from balai.kernel.definition.staffing import Gap, gaps, posts, staffed, told


def check(folder: Folder) -> None:
    """Report duties that no office can keep; with the officials of one, what these cannot do, or not if one is away."""
    service = folder.service
    if folder.officials is None:
        found = [gap for gap in gaps(service, _anybody(folder)) if not gap.without]
    else:
        found = gaps(service, staffed(service, folder.officials))
    for gap in found:
        code = "absence" if gap.without else "duty-unmet"
        folder.toml(_place(folder, gap), code, told(gap), _mend(folder, gap))


def _anybody(folder: Folder) -> Mapping[str, set[str]]:
    """Return an office with people enough in every post, and one in each that an office has only once."""
    known, tasks = folder.service.positions, posts(folder.service)
    single = {name for name, one in known.items() if one.single}
    return {
        task: {post}
        if post.partition("@")[0] in single
        else {f"{post} {number}" for number in range(len(tasks))}
        for task, post in tasks.items()
    }


def _place(folder: Folder, gap: Gap) -> tuple[str, ...]:
    """Return the duty that parts these tasks, or the task that nobody may do."""
    for number, duty in enumerate(folder.service.duties):
        if len(set(duty.tasks) & set(gap.tasks)) > 1:
            return ("duty", str(number))
    return ("task", gap.tasks[0])


def _mend(folder: Folder, gap: Gap) -> str:
    lanes = sorted({posts(folder.service)[task] for task in gap.tasks})
    if folder.officials is None:
        return "Put one of the tasks into the lane of another post, or take it out of the duty."
    return f"Let one more person hold {' or '.join(lanes)}, with the mandate."
