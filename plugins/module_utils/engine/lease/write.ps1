# Takes, renews or releases the lease of this node, if it is still as it was read. Comes before every other write:
# creates the collection's folder, or refuses one that Administrators do not own.
# arguments: {"run", "until", "drained", "expected": {run, until, drained}}; null for run and until releases it
# drained: whether the run may write what recycles worker processes
param($Arguments, $Secrets)
#uses node/own_file.ps1
#uses node/own_folder.ps1
#uses engine/lease/lease.ps1

$file = Join-Path -Path $ownFolder -ChildPath 'lease.json'

if (-not (Test-Path -LiteralPath $ownFolder)) {
    # Owner and access: Administrators and SYSTEM, no other account, nothing inherited. Created under another name first,
    # so that a run that is killed here does not leave a folder of the right name with the wrong rights.
    $new = "$ownFolder.$([Guid]::NewGuid())"
    $null = New-Item -Path $new -ItemType Directory
    $acl = Get-Acl -LiteralPath $new
    $acl.SetSecurityDescriptorSddlForm('O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)')
    Set-Acl -LiteralPath $new -AclObject $acl
    Move-Item -LiteralPath $new -Destination $ownFolder
}
$problem = Get-OwnFolderProblem
if ($problem) { throw $problem }

$lease = Read-Lease
$expected = $Arguments.expected
if ($lease.run -ne $expected.run -or $lease.until -ne $expected.until -or $lease.drained -ne $expected.drained) {
    throw "run $($lease.run) has taken this node (until $($lease.until) UTC) since it was read: wait until it is done"
}
if ($null -eq $Arguments.run) {
    if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file }
}
else {
    $text = ConvertTo-Json -InputObject @{ run = $Arguments.run; until = $Arguments.until; drained = $Arguments.drained }
    Save-OwnFile $file $text
}
@{}
