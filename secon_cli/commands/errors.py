"""What stops a command: one line on stderr, with the exit code that the design gives it."""


class CommandProblem(Exception):
    """A command cannot do what it was asked; the message says in one line why, and what to do next.

    `details` is shown before that line, for instance the findings that make a rubric unusable.
    """

    exit_code = 70

    def __init__(self, message: str, *, details: str = "") -> None:
        super().__init__(message)
        self.details = details


class CheckFailed(CommandProblem):
    """The check that was asked for has failed, and there is nothing to show for it."""

    exit_code = 1


class UsageProblem(CommandProblem):
    """Wrong usage: a path that does not exist, an unknown name, a rubric that cannot be used."""

    exit_code = 2


class NoInput(CommandProblem):
    """Nothing to work on: a folder or a filter without practices. Nothing checked is never green."""

    exit_code = 3
