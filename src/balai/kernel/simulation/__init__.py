"""Estimate how a service runs under load: a discrete-event simulation over its compiled process.

Everything here is an estimate in floats, for people who plan; nothing of it decides a case. Chance comes from an
explicit seed, so the same folder and settings give the same figures anywhere.
"""

from balai.kernel.simulation.results import Figures, PostFigures, TaskFigures
from balai.kernel.simulation.running import Simulated, simulate
from balai.kernel.simulation.settings import FILE, Change, Settings, settings

__all__ = [
    "FILE",
    "Change",
    "Figures",
    "PostFigures",
    "Settings",
    "Simulated",
    "TaskFigures",
    "settings",
    "simulate",
]
