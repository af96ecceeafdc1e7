# Loads the library of IIS' configuration, which is there wherever IIS or its management tools are.
# A head that payloads begin with: each line is a statement of its own, because all of them become one line there.
$library = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\Microsoft.Web.Administration.dll'
if (-not (Test-Path -LiteralPath $library)) { throw "IIS is not installed on this node: there is no $library" }
Add-Type -Path $library
