# Changes the trustees of user rights: each named right gets all of its trustees, if it is still as it was read.
# Follows write_lease, which creates the folder of nlb.kerberos, or refuses one with other permissions.
# arguments: {"rights": [{"right", "expected": [trustees as they were read], "trustees": [SIDs and names]}]}
param($Arguments, $Secrets)

$folder = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos'
$name = "rights.$([Guid]::NewGuid())"
$file = Join-Path -Path $folder -ChildPath "$name.inf"
$database = Join-Path -Path $folder -ChildPath "$name.sdb"
$log = Join-Path -Path $folder -ChildPath "$name.log"

# Into a file of its own each time: secedit leaves in an existing file what stands there. 3: completed with warnings.
function Get-Right($Path) {
    $found = @{}
    $output = & "$env:SystemRoot\System32\secedit.exe" /export /areas USER_RIGHTS /cfg $Path /quiet
    if ($LASTEXITCODE -notin 0, 3) { throw "secedit /export ended with $LASTEXITCODE`: $output" }
    foreach ($line in Get-Content -LiteralPath $Path -Encoding Unicode) {
        $right, $value = $line.Split('=', 2)
        if ($null -eq $value) { continue }
        $found[$right.Trim()] = @(foreach ($trustee in $value.Split(',')) { if ($trustee.Trim()) { $trustee.Trim().TrimStart('*') } })
    }
    $found
}

# With /quiet it prints nothing: what went wrong is at the end of its log.
function Get-LastLine($Path) {
    if (-not (Test-Path -LiteralPath $Path)) { return '' }
    @(Get-Content -LiteralPath $Path | Where-Object { $_.Trim() } | Select-Object -Last 5) -join ' '
}

# The same trustees, in any order.
function Test-Trustee($Found, $Right, $Trustees) {
    $now = @(if ($Found.ContainsKey($Right)) { $Found[$Right] }) | Sort-Object
    $then = @($Trustees) | Sort-Object
    ($now -join ',') -eq ($then -join ',')
}

try {
    $before = Get-Right (Join-Path -Path $folder -ChildPath "$name.before.inf")
    foreach ($item in $Arguments.rights) {
        if (-not (Test-Trustee $before $item.right $item.expected)) { throw "$($item.right) has other trustees than when it was read: it was changed meanwhile" }
    }
    $lines = @(foreach ($item in $Arguments.rights) {
        $trustees = @(foreach ($trustee in $item.trustees) { if ($trustee -like 'S-1-*') { "*$trustee" } else { $trustee } })
        "$($item.right) = $($trustees -join ',')"
    })
    $text = @('[Unicode]', 'Unicode=yes', '[Version]', 'signature="$CHICAGO$"', 'Revision=1', '[Privilege Rights]') + $lines
    Set-Content -LiteralPath $file -Value $text -Encoding Unicode
    # In a separate database, so that only these lines are configured.
    # Whether a warning matters, the comparison shows.
    $null = & "$env:SystemRoot\System32\secedit.exe" /configure /db $database /cfg $file /areas USER_RIGHTS /log $log /quiet
    if ($LASTEXITCODE -notin 0, 3) { throw "secedit /configure ended with $LASTEXITCODE`: $(Get-LastLine $log)" }
    $after = Get-Right (Join-Path -Path $folder -ChildPath "$name.after.inf")
    foreach ($item in $Arguments.rights) {
        if (-not (Test-Trustee $after $item.right $item.trustees)) { throw "$($item.right) was written without an error, but has other trustees" }
    }
}
finally {
    # All files with this name: the database engine leaves a flush map (.jfm) beside the database.
    foreach ($left in Get-ChildItem -LiteralPath $folder -Filter "$name.*") { Remove-Item -LiteralPath $left.FullName }
}
@{}
