# Sets or removes values of the computer or of a user whose hive is loaded, and none of a policy. Keys that are then empty stay.
# arguments: {"values": [{sid, key, name, data}]}; sid is empty for the computer, data a number, a text or null: no value
param($Arguments, $Secrets)

$own = 'Software\Microsoft\Windows\CurrentVersion\Internet Settings'

# All of them before the first is written: a user may have logged off since.
foreach ($value in $Arguments.values) {
    if ($value.key -ne $own -and -not $value.key.StartsWith("$own\")) { throw "$($value.key) is no key that this payload writes to" }
    if ($value.sid -and -not (Test-Path -LiteralPath "Registry::HKEY_USERS\$($value.sid)")) {
        throw "the settings of the user $($value.sid) are not loaded any more, so nothing was written: log the user on, and run it again"
    }
}

foreach ($value in $Arguments.values) {
    $path = if ($value.sid) { "Registry::HKEY_USERS\$($value.sid)\$($value.key)" } else { "HKLM:\$($value.key)" }
    if ($null -eq $value.data) {
        if (-not (Test-Path -LiteralPath $path)) { continue }
        if ((Get-Item -LiteralPath $path).GetValueNames() -notcontains $value.name) { continue }
        # With -LiteralPath, and only with it, the name is no pattern either: * would remove every value of the key.
        Remove-ItemProperty -LiteralPath $path -Name $value.name
        continue
    }
    # -Force makes the keys above it, and would make one that is there anew.
    if (-not (Test-Path -LiteralPath $path)) { $null = New-Item -Path $path -Force }
    $kind = if ($value.data -is [string]) { 'String' } else { 'DWord' }
    $null = New-ItemProperty -LiteralPath $path -Name $value.name -PropertyType $kind -Value $value.data -Force
}
@{}
