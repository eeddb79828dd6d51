"""What a folder assumes for its simulation can be read, and names what is there."""

from balai.kernel import simulation
from balai.kernel.check.folder import Folder
from balai.kernel.problem import Refused
from balai.kernel.simulation.settings import SHARED


def check(folder: Folder) -> None:
    """Report what is wrong with simulation.toml, if the folder has one."""
    if simulation.FILE not in folder.files:
        return
    sources = [(SHARED, folder.shared.get(SHARED, b"")), (simulation.FILE, folder.files[simulation.FILE])]
    try:
        simulation.settings(folder.service, sources)
    except Refused as refused:
        folder.problems += refused.problems
