# The pools whose identity is being written away and back, in a file of ours: it is there only between both commits, and
# after an interruption. Payloads begin with these lines: all of them become one line there.
$notes = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\configuration\unfinished.json'

# [{pool, account}]
function Read-Unfinished {
    try { foreach ($one in Read-OwnFile 'configuration\unfinished.json') { if ($one.pool -is [string] -and $one.account -is [string]) { $one } } }
    catch { return }
}

# The name of that account still stands beside the built-in identity, where it has no effect.
function Test-Unfinished($Pool) {
    $model = $Pool.get_ProcessModel()
    if ([string] $model.get_IdentityType() -eq 'SpecificUser') { return $false }
    foreach ($one in Read-Unfinished) {
        if ($one.pool -eq [string] $Pool.get_Name() -and $one.account -eq [string] $model.get_UserName()) { return $true }
    }
    $false
}
