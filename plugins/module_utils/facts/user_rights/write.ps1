# Gives user rights other trustees: each right that is named gets the whole list, if it is still as it was read.
# Comes after write_lease, which has made our folder or has refused one that is not ours.
# arguments: {"rights": [{"right", "expected": [trustees as they were read], "trustees": [SIDs and names]}]}
param($Arguments, $Secrets)

$folder = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos'
$name = "rights.$([Guid]::NewGuid())"
$file = Join-Path -Path $folder -ChildPath "$name.inf"
$database = Join-Path -Path $folder -ChildPath "$name.sdb"
$log = Join-Path -Path $folder -ChildPath "$name.log"

function Get-Right($Path) {
    $found = @{}
    $output = secedit.exe /export /areas USER_RIGHTS /cfg $Path /quiet
    if ($LASTEXITCODE -ne 0) { throw "secedit /export ended with $LASTEXITCODE`: $output" }
    foreach ($line in Get-Content -LiteralPath $Path -Encoding Unicode) {
        $right, $value = $line.Split('=', 2)
        if ($null -eq $value) { continue }
        $found[$right.Trim()] = @(foreach ($holder in $value.Split(',')) { if ($holder.Trim()) { $holder.Trim().TrimStart('*') } })
    }
    Remove-Item -LiteralPath $Path
    $found
}

# Nobody is lost: the same trustees, in whatever order.
function Test-Holder($Found, $Right, $Holders) {
    $now = @(if ($Found.ContainsKey($Right)) { $Found[$Right] }) | Sort-Object
    $then = @($Holders) | Sort-Object
    ($now -join ',') -eq ($then -join ',')
}

try {
    $before = Get-Right $file
    foreach ($item in $Arguments.rights) {
        if (-not (Test-Holder $before $item.right $item.expected)) { throw "$($item.right) has other trustees than when it was read: it was changed meanwhile" }
    }
    $lines = @(foreach ($item in $Arguments.rights) {
        $trustees = @(foreach ($holder in $item.trustees) { if ($holder -like 'S-1-*') { "*$holder" } else { $holder } })
        "$($item.right) = $($trustees -join ',')"
    })
    $text = @('[Unicode]', 'Unicode=yes', '[Version]', 'signature="$CHICAGO$"', 'Revision=1', '[Privilege Rights]') + $lines
    Set-Content -LiteralPath $file -Value $text -Encoding Unicode
    # In a database of its own, so that nothing but these lines is configured.
    $output = secedit.exe /configure /db $database /cfg $file /areas USER_RIGHTS /log $log /quiet
    if ($LASTEXITCODE -ne 0) { throw "secedit /configure ended with $LASTEXITCODE`: $output" }
    $after = Get-Right $file
    foreach ($item in $Arguments.rights) {
        if (-not (Test-Holder $after $item.right $item.trustees)) { throw "$($item.right) was written without an error, but has other trustees" }
    }
}
finally {
    # All that has this name: the database engine leaves a flush map (.jfm) beside the database.
    foreach ($left in Get-ChildItem -LiteralPath $folder -Filter "$name.*") { Remove-Item -LiteralPath $left.FullName }
}
@{}
