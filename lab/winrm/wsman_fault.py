"""The refusals of WS-Management: each carries the code, the subcode and the sentence that Windows answers.

Codes are those of wsmerror.h and winerror.h of the Windows SDK.
"""

from __future__ import annotations

from typing import ClassVar


class WsmanFaultError(Exception):
    """Answered with HTTP 500 and a SOAP fault."""

    code: ClassVar[int]
    subcode: ClassVar[str]
    by_sender: ClassVar[bool] = True

    @property
    def reason(self) -> str:
        return str(self)


class MalformedMessage(WsmanFaultError):
    code = 2150858817  # ERROR_WSMAN_SCHEMA_VALIDATION_ERROR
    subcode = "w:SchemaValidationError"

    def __init__(self, detail: str) -> None:
        super().__init__(f"The SOAP XML in the message does not match the XML schema definition: {detail}")


class UnknownAction(WsmanFaultError):
    code = 2150858753  # ERROR_WSMAN_INVALID_ACTIONURI
    subcode = "a:ActionNotSupported"

    def __init__(self, action: str) -> None:
        super().__init__(f"The WS-Management service cannot process the request: the action {action} is not supported.")


class EnvelopeTooSmall(WsmanFaultError):
    code = 2150858878  # ERROR_WSMAN_MIN_ENVELOPE_SIZE; asked for below 8192 octets, [MS-WSMV] 3.1.4.1.7
    subcode = "w:EncodingLimit"

    def __init__(self) -> None:
        super().__init__(
            "The WS-Management service cannot process the request because the envelope size in the request is too "
            "small. "
        )


class AccessDenied(WsmanFaultError):
    code = 5  # ERROR_ACCESS_DENIED
    subcode = "w:AccessDenied"

    def __init__(self) -> None:
        super().__init__("Access is denied. ")


class ShellNotFound(WsmanFaultError):
    code = 2150858843  # ERROR_WSMAN_UNEXPECTED_SELECTORS
    subcode = "w:InvalidSelectors"

    def __init__(self, shell_id: str) -> None:
        super().__init__(
            f"The request for the Windows Remote Shell with ShellId {shell_id} failed because the shell was not found "
            "on the server. Possible causes are: the specified ShellId is incorrect or the shell no longer exists on "
            "the server. Provide the correct ShellId or create a new shell and retry the operation. "
        )


class CommandNotFound(WsmanFaultError):
    code = 2150858843  # the same as for a shell, as Windows has it
    subcode = "w:InvalidSelectors"

    def __init__(self) -> None:
        super().__init__(
            "The Windows Remote Shell received a request to perform an operation on a command identifier that does not "
            "exist. Either the command has completed execution or the client specified an invalid command identifier. "
        )


class TooManyShells(WsmanFaultError):
    code = 2150859173  # ERROR_WSMAN_QUOTA_MAX_SHELLS
    subcode = "w:InternalError"
    by_sender = False

    def __init__(self, allowed: int) -> None:
        super().__init__(
            "The WS-Management service cannot process the request. This user is allowed a maximum number of "
            f"{allowed} concurrent shells, which has been exceeded. Close existing shells or raise the quota for this "
            "user. "
        )


class OperationTimedOut(WsmanFaultError):
    """Clients take this one for "nothing yet" and ask again."""

    code = 2150858793  # ERROR_WSMAN_OPERATION_TIMEDOUT
    subcode = "w:TimedOut"
    by_sender = False

    def __init__(self) -> None:
        super().__init__(
            "The WS-Management service cannot complete the operation within the time specified in OperationTimeout.  "
        )


class OperationAborted(WsmanFaultError):
    """A Receive that waited while its command was terminated."""

    code = 995  # ERROR_OPERATION_ABORTED
    subcode = "w:InternalError"
    by_sender = False

    def __init__(self) -> None:
        super().__init__(
            "The I/O operation has been aborted because of either a thread exit or an application request. "
        )


class StdinClosed(WsmanFaultError):
    code = 232  # ERROR_NO_DATA
    subcode = "w:InternalError"
    by_sender = False

    def __init__(self) -> None:
        super().__init__("The pipe is being closed. ")


class CommandFailed(WsmanFaultError):
    """The lab itself could not run the command; its log has the traceback."""

    code = 1359  # ERROR_INTERNAL_ERROR
    subcode = "w:InternalError"
    by_sender = False

    def __init__(self, cause: BaseException) -> None:
        super().__init__(f"An internal error occurred: {cause!r}")
