# Types and formats are the same for all jobs of a worker (classes/powershell/session_types.cs): a job may not change them.

# Every parameter is refused.
function Update-TypeData { }
function Update-FormatData { }

# What the bootstrap takes away is not there in the first place: PowerShell 5.1 has it.
function Remove-TypeData { if ($TypeName -ne 'System.Array') { throw "not emulated: -TypeName $TypeName" } }
