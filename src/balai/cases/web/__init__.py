"""The doors of cases: each view reads a request, makes one call, and shows what came back."""
