"""The `balai` command. Kernel commands (check, decide) start without Django, so that an editor can run them on every save."""

import os
import sys
from collections.abc import Callable, Sequence

FOLDER_HELP = """For authors of services, without a database:
    balai check FOLDER ...                      what is wrong with service folders, and how to mend it
    balai check --examples FOLDER ...           what no worked example reaches
    balai examples suggest FOLDER               examples that would reach it
    balai diff OLD NEW                          what differs between two versions of a service, and for whom
    balai citations [ID]                        what rests on an article
    balai preview FOLDER                        a certificate as a PDF, with the facts of an example
    balai simulate FOLDER                       waits, deadlines and how busy people are, and what if
    balai decide FILE.dmn DECISION --facts F    evaluate a decision, with its reasons
    balai draw FILE|FOLDER ...                  the diagram of a process, written into its file, or as a picture (--svg)
    balai bpmn FILE|FOLDER ...                  whether processes drawn elsewhere run here, and what does not
    balai schema [NAME]                         JSON Schemas, with which an editor completes service.toml and the others
    balai tck FOLDER                            how far the rules engine conforms to DMN, by anyone's test cases

"""


def main() -> None:
    """Run `balai COMMAND ...`; see `balai help`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.config.settings")
    from balai.config import folder_commands

    if len(sys.argv) > 1 and sys.argv[1] in folder_commands.COMMANDS:
        sys.exit(_piped(folder_commands.COMMANDS[sys.argv[1]]))
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        sys.argv[1] = sys.argv[1].replace("-", "_")  # Django names a command after its file
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("BALAI_DEMO", "yes")
        os.environ.setdefault("BALAI_BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
    if sys.argv[1:] in ([], ["help"], ["--help"], ["-h"]):
        sys.stdout.write(FOLDER_HELP)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _piped(command: Callable[[Sequence[str]], int]) -> int:
    """Run a command; whoever reads what it prints may stop reading at any time (`balai check ... | head`)."""
    try:
        status = command(sys.argv[2:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more is said at exit
        return 1
    return status


if __name__ == "__main__":
    main()
