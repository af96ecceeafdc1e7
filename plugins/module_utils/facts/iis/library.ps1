# Loads the library of IIS' configuration, which is installed with IIS and with its management tools.
# Payloads begin with these lines: each line is one statement, because all of them become one line there.
$library = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\Microsoft.Web.Administration.dll'
if (-not (Test-Path -LiteralPath $library)) { throw "IIS is not installed on this node: there is no $library" }
Add-Type -Path $library
# Class not registered: IIS was removed and left the library, or only its tools were installed.
function Stop-Unregistered($Record) { if ($Record.Exception.GetBaseException().HResult -ne 0x80040154) { throw $Record }; throw 'IIS is not installed on this node: its configuration system is not registered' }
