# What may be believed of the folder of nlb.kerberos, and of the files in it.
# Every user may create folders in ProgramData: in one that another account has created, or may write to, anything can stand.
# Payloads begin with these lines: all of them become one line there.
$ownFolder = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos'
# Administrators and SYSTEM may do anything, whoever else is named may read.
$ownAccess = '^D:[A-Z]*(\(A;[A-Z]*;(FA;;;(SY|BA)|(FR|0x1200a9|0x120089);;;[^()]+)\))+$'

# Why it is not trusted; empty where it is.
function Get-OwnFolderProblem {
    if ((Get-Item -LiteralPath $ownFolder -Force).Attributes -band [IO.FileAttributes]::ReparsePoint) { return "$ownFolder is a link: remove it" }
    $acl = Get-Acl -LiteralPath $ownFolder
    $owner = $acl.GetSecurityDescriptorSddlForm('Owner')
    if ($owner -ne 'O:BA' -and $owner -ne 'O:SY') { return "$ownFolder does not belong to the Administrators but to $owner`: look at it, then remove it" }
    if ($acl.GetSecurityDescriptorSddlForm('Access') -notmatch $ownAccess) { return "others than Administrators and SYSTEM may write to $ownFolder`: look at it, then remove it" }
    ''
}

# What is in one of its files, each item of a list by itself; nothing where there is none, or none that can be believed or read.
function Read-OwnFile($Name) {
    $file = Join-Path -Path $ownFolder -ChildPath $Name
    if (-not (Test-Path -LiteralPath $file)) { return }
    if (Get-OwnFolderProblem) { return }
    # A computer that loses its power may leave a file that is empty or cut off.
    try { $read = ConvertFrom-Json -InputObject (Get-Content -LiteralPath $file -Encoding UTF8 -Raw) }
    catch { return }
    # A list that leaves ConvertFrom-Json is one object; here it becomes its items.
    $read
}
