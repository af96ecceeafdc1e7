# Loads the library of IIS' configuration, which is installed with IIS and with its management tools.
# Payloads begin with these lines: each line is one statement, because all of them become one line there.
$library = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\Microsoft.Web.Administration.dll'
if (-not (Test-Path -LiteralPath $library)) { throw "IIS is not installed on this node: there is no $library" }
Add-Type -Path $library
