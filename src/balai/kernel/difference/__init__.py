"""What differs between two versions of a service, for the people who answer for it: in parts, in outcomes, in people.

Nothing is compared as text that has a meaning: a form is compared question by question, a rule table by what it answers
(box algebra over both tables at once), a drawing by which step comes after which.
"""

from balai.kernel.difference.comparing import compare
from balai.kernel.difference.telling import sections, told
from balai.kernel.difference.types import Change, Difference, Fate, Ruling

__all__ = ["Change", "Difference", "Fate", "Ruling", "compare", "sections", "told"]
