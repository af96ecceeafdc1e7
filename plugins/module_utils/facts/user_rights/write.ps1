# Grants user rights and takes them away again, trustee by trustee. The other trustees of a right stay those of this moment:
# Windows changes some by itself, such as SeServiceLogonRight for the pools that it starts.
# Follows write_lease, which creates the folder of nlb.kerberos, or refuses one with other permissions.
# arguments: {"rights": [{"right", "grant": [SIDs], "remove": [SIDs]}]}
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

# A trustee that secedit shows by its name; one that nobody knows any more is no SID that is granted or taken away.
function Get-TrusteeSid($Trustee) {
    if ($Trustee -like 'S-1-*') { return $Trustee }
    try {
        $account = New-Object -TypeName Security.Principal.NTAccount -ArgumentList $Trustee
        [string] $account.Translate([Security.Principal.SecurityIdentifier]).Value
    }
    catch { $Trustee }
}

function Get-Trustee($Rights, $Right) { if ($Rights.ContainsKey($Right)) { $Rights[$Right] } }

try {
    $before = Get-Right (Join-Path -Path $folder -ChildPath "$name.before.inf")
    $lines = @(foreach ($item in $Arguments.rights) {
        $now = @(Get-Trustee $before $item.right)
        $sids = @($now | ForEach-Object { Get-TrusteeSid $_ })
        $kept = @($now | Where-Object { $item.remove -notcontains (Get-TrusteeSid $_) })
        $wanted = @(foreach ($trustee in $kept + @($item.grant | Where-Object { $sids -notcontains $_ })) {
            if ($trustee -like 'S-1-*') { "*$trustee" } else { $trustee }
        })
        "$($item.right) = $($wanted -join ',')"
    })
    $text = @('[Unicode]', 'Unicode=yes', '[Version]', 'signature="$CHICAGO$"', 'Revision=1', '[Privilege Rights]') + $lines
    Set-Content -LiteralPath $file -Value $text -Encoding Unicode
    # In a separate database, so that only these lines are configured. Whether a warning matters, the comparison shows.
    $null = & "$env:SystemRoot\System32\secedit.exe" /configure /db $database /cfg $file /areas USER_RIGHTS /log $log /quiet
    if ($LASTEXITCODE -notin 0, 3) { throw "secedit /configure ended with $LASTEXITCODE`: $(Get-LastLine $log)" }
    $after = Get-Right (Join-Path -Path $folder -ChildPath "$name.after.inf")
    foreach ($item in $Arguments.rights) {
        $sids = @(Get-Trustee $after $item.right | ForEach-Object { Get-TrusteeSid $_ })
        foreach ($sid in $item.grant) {
            if ($sids -notcontains $sid) { throw "$($item.right) was written without an error, but $sid is not among its trustees" }
        }
        foreach ($sid in $item.remove) {
            if ($sids -contains $sid) { throw "$($item.right) was written without an error, but $sid is still among its trustees" }
        }
    }
}
finally {
    # All files with this name: the database engine leaves a flush map (.jfm) beside the database.
    foreach ($left in Get-ChildItem -LiteralPath $folder -Filter "$name.*") { Remove-Item -LiteralPath $left.FullName }
}
@{}
