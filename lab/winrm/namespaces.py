"""The XML namespaces and action URIs of WinRS, from [MS-WSMV] 2.2.1 and 3.1.4."""

from __future__ import annotations

SOAP = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
WSMAN_FAULT = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"
WMI_ERROR = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError"

COMMAND_SHELL = f"{SHELL}/cmd"
ANONYMOUS = f"{ADDRESSING}/role/anonymous"

CREATE = f"{TRANSFER}/Create"
DELETE = f"{TRANSFER}/Delete"
COMMAND = f"{SHELL}/Command"
SEND = f"{SHELL}/Send"
RECEIVE = f"{SHELL}/Receive"
SIGNAL = f"{SHELL}/Signal"
FAULT = "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"

COMMAND_RUNNING = f"{SHELL}/CommandState/Running"
COMMAND_DONE = f"{SHELL}/CommandState/Done"
