"""Run a service: drafts, submission, tasks, deadlines, letters, replay. The heart of the hall."""
