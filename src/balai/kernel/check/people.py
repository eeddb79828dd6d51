"""People and their tasks: acts and mandates, corrections by the applicant, who may refuse."""

from balai.kernel.check import paths
from balai.kernel.check.folder import Folder
from balai.kernel.definition.types import Lane, Task

DECIDING = ("sign", "approve")
NOBODY = Lane("", "", applicant=False, system=False, position="", agency="")


def check(folder: Folder) -> None:
    """Report user tasks without an act, corrections that do not come back, refusals that nobody decided."""
    for task in folder.service.tasks.values():
        if task.kind != "userTask":
            continue
        lane = folder.service.lanes.get(task.lane, NOBODY)
        _act(folder, task, lane)
        _outcome_of_timer(folder, task)
        if task.warn and not task.due:
            what = f'"{task.id}" warns before a limit that it does not have.'
            folder.toml(("task", task.id, "warn"), "no-due", what, "Write due = ...")
        if task.correct is not None:
            _correction(folder, task, lane)
    _refusals(folder)


def _act(folder: Folder, task: Task, lane: Lane) -> None:
    path = ("task", task.id)
    if lane.applicant and task.act:
        what = f'"{task.id}" asks the applicant for a mandate.'
        folder.toml((*path, "act"), "act-of-applicant", what, "Remove act: an applicant needs none.")
    elif lane.system:
        what = f'The user task "{task.id}" stands in the lane of the system.'
        folder.drawn(task.id, "task-of-nobody", what, "Move it to the lane of those who do it.")
    elif lane.position and not task.act and not folder.written("service.toml", *path, "act"):
        what = f'"{task.id}" is done by officials but says no act.'
        folder.toml(path, "no-act", what, "Write act = verify, recommend, inspect, approve or sign.")
    elif lane.applicant and task.correct is None and task.id not in folder.service.form.tasks:
        what = f'"{task.id}" gives the applicant nothing to do.'
        folder.toml(path, "empty-task", what, "Write correct = <list of fields>, or a form in $defs.")


def _outcome_of_timer(folder: Folder, task: Task) -> None:
    for boundary in paths.attached(folder.service.process, task.id):
        event = folder.service.events.get(boundary.id)
        if event and event.outcome and event.outcome not in task.outcomes:
            what = f'The law cannot supply the outcome "{event.outcome}": "{task.id}" has none of that name.'
            mend = folder.known(event.outcome, task.outcomes)
            folder.toml(("event", event.id, "outcome"), "unknown-outcome", what, mend)


def _correction(folder: Folder, task: Task, lane: Lane) -> None:
    process = folder.service.process
    if not lane.applicant:
        what = f'"{task.id}" corrects answers but is not the applicant\'s.'
        folder.toml(
            ("task", task.id, "correct"), "correct-by-other", what, "Move it to the applicant's lane."
        )
    timers = [one.timer for one in paths.attached(process, task.id) if one.timer and one.interrupts]
    if f"task.{task.id}.due" not in {timer.name for timer in timers}:
        what = f'The case could wait for ever at "{task.id}".'
        mend = f"Draw an interrupting timer task.{task.id}.due on its border that leads to an end."
        folder.drawn(task.id, "waits-for-ever", what, mend)
    targets = [process.elements[flow.target] for flow in paths.leaving(process, task.id)]
    if not any(one.kind == "businessRuleTask" for one in targets):
        what = f'What the applicant corrects in "{task.id}" is not judged by the rules again.'
        folder.drawn(task.id, "not-judged-again", what, "Lead its flow back to the rule task.")


def _refusals(folder: Folder) -> None:
    process, tasks = folder.service.process, folder.service.tasks
    deciding = {task.id for task in tasks.values() if task.act in DECIDING}
    undecided = paths.reach(process, paths.starts(process), lambda name: name in deciding)
    for event in folder.service.events.values():
        if event.result == "refused" and event.id in undecided:
            what = f'The refusal "{event.id}" can be reached although nobody approved or signed it.'
            mend = "Lead every path to it through a task with act = approve or sign."
            folder.drawn(event.id, "refused-by-nobody", what, mend)
