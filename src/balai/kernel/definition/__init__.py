"""A service folder, read: `load` turns bytes into an immutable `Service` with a content hash."""

from balai.kernel.definition.load import load, read
from balai.kernel.definition.operations import OPERATIONS, Operation
from balai.kernel.definition.types import Service

__all__ = ["OPERATIONS", "Operation", "Service", "load", "read"]
