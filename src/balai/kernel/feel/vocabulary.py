"""The words of FEEL that the parser must know: keywords, and names of more than one word."""

KEYWORDS = frozenset(
    (
        "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "between",
        "instance", "of", "function", "true", "false", "null",
    )
)  # fmt: skip

# Built-in functions whose names have spaces (clause 10.3.4); they are names only before "(".
SPACED_FUNCTIONS = (
    "date and time",
    "years and months duration",
    "days and time duration",
    "string length",
    "upper case",
    "lower case",
    "substring before",
    "substring after",
    "starts with",
    "ends with",
    "list contains",
    "list replace",
    "insert before",
    "index of",
    "distinct values",
    "string join",
    "get value",
    "get entries",
    "context put",
    "context merge",
    "round up",
    "round down",
    "round half up",
    "round half down",
    "met by",
    "overlaps before",
    "overlaps after",
    "finished by",
    "started by",
    "day of year",
    "day of week",
    "month of year",
    "week of year",
)

# Properties of values whose names have spaces (clause 10.3.2.3 and 10.3.2.7); they are names only after
# ".".
SPACED_PROPERTIES = ("time offset", "start included", "end included")

SPACED_TYPES = ("date and time", "years and months duration", "days and time duration")

# They read the clock, so a decision could not be replayed.
CLOCK_FUNCTIONS = {"today": "case.today", "now": "case.today, or a time that a task recorded"}
