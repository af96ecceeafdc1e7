# What decides in a browser on this client whether a ticket is sent, as it is in the registry, and what the farm's names lead to.
# arguments: {"names": the farm's names, "trees": [{key, below: whether its subkeys too, names: [those values alone; none: all]}]}
# data: {"hives": [{sid, values: [{key, name, data}]}], "cut": whether there was more, "firefox_policies": text or null,
#        "firefox_defaults": [names of files], "firefox_profiles": [{sid, profile, lines: [], problem}],
#        "hosts": [lines], "rules": [{namespace, name_servers: []}],
#        "resolved": [{name, addresses: [], aliases: [], problem, code}]}
# sid is empty for HKEY_LOCAL_MACHINE; the others are the users whose hives are loaded. data is a number or text, key as it was
# asked for, or a subkey of it. code is the number of Windows' error, 0 where there is none. Of the hosts file comment lines are
# left out.
param($Arguments, $Secrets)

$most = 4000
$script:left = $most
$longest = 8000

function Get-Data($Value) {
    if ($Value -is [int] -or $Value -is [long]) { return [long] $Value }
    $text = @($Value) -join ','
    if ($text.Length -gt $longest) { $script:left = -1; return $text.Substring(0, $longest) }
    $text
}

function Get-Tree($Root, $Path, $Tree) {
    if (-not (Test-Path -LiteralPath "$Root\$Path")) { return }
    $key = Get-Item -LiteralPath "$Root\$Path"
    foreach ($name in $key.GetValueNames()) {
        if ($Tree.names.Count -and $Tree.names -notcontains $name) { continue }
        $script:left--
        if ($script:left -lt 0) { return }
        @{ key = [string] $Path; name = [string] $name; data = Get-Data $key.GetValue($name) }
    }
    if ($Tree.below) { foreach ($name in $key.GetSubKeyNames()) { Get-Tree $Root "$Path\$name" $Tree } }
}

# The second root is the users': a hive is loaded while somebody is logged on, and under _Classes is a part of it.
$users = @(Get-ChildItem -LiteralPath 'Registry::HKEY_USERS' -Name | Where-Object { $_ -match '^S-1-(5-21|12-1)-[0-9-]+$' })
$cut = $false
$hives = @(foreach ($sid in @('') + $users) {
    $script:left = $most
    $root = if ($sid) { "Registry::HKEY_USERS\$sid" } else { 'HKLM:' }
    @{ sid = [string] $sid; values = @(foreach ($tree in $Arguments.trees) { Get-Tree $root $tree.key $tree }) }
    if ($script:left -lt 0) { $cut = $true }
})

$policies = "$env:SystemDrive\Program Files\Mozilla Firefox\distribution\policies.json"
$firefox = $null
if (Test-Path -LiteralPath $policies) {
    $firefox = [string] ((Get-Content -LiteralPath $policies -TotalCount 1000) -join "`n")
    if ($firefox.Length -gt 65536) { $firefox = $null; $cut = $true }
}

$pref = "$env:SystemDrive\Program Files\Mozilla Firefox\defaults\pref"
$defaults = @(if (Test-Path -LiteralPath $pref) { Get-ChildItem -LiteralPath $pref -Name })

# Of both files of a profile only these lines, and in this order, because Firefox lets user.js come last.
function Get-Preference($Folder) {
    foreach ($file in "$Folder\prefs.js", "$Folder\user.js") {
        if (-not (Test-Path -LiteralPath $file)) { continue }
        foreach ($line in Get-Content -LiteralPath $file -TotalCount 20000) {
            if ($line -notmatch 'network\.negotiate-auth\.(trusted-uris|allow-non-fqdn)\b') { continue }
            if ($line.Length -gt $longest) { throw "a line of $file is longer than $longest characters" }
            [string] $line
        }
    }
}

# A folder without prefs.js is one that Firefox has not started with.
$profiles = @(foreach ($sid in $users) {
    $entry = "HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\$sid"
    if (-not (Test-Path -LiteralPath $entry)) { continue }
    $folder = "$((Get-Item -LiteralPath $entry).GetValue('ProfileImagePath'))\AppData\Roaming\Mozilla\Firefox\Profiles"
    if (-not (Test-Path -LiteralPath $folder)) { continue }
    $names = @(Get-ChildItem -LiteralPath $folder -Name | Where-Object { Test-Path -LiteralPath "$folder\$_\prefs.js" })
    if ($names.Count -gt 10) { $cut = $true }
    foreach ($name in $names | Select-Object -First 10) {
        $lines = @()
        $problem = ''
        try { $lines = @(Get-Preference "$folder\$name") }
        catch { $problem = [string] $_.Exception.GetBaseException().Message }
        @{ sid = [string] $sid; profile = [string] $name; lines = $lines; problem = $problem }
    }
})

$hostsFile = "$env:SystemRoot\System32\drivers\etc\hosts"
$lines = @(if (Test-Path -LiteralPath $hostsFile) { Get-Content -LiteralPath $hostsFile -TotalCount 2000 })

# They only explain what the names lead to, which is asked for below: without them that is known all the same.
try {
    $rules = @(foreach ($rule in Get-DnsClientNrptPolicy -Effective) {
        @{
            namespace    = @($rule.Namespace) -join ' '
            name_servers = @(foreach ($server in $rule.NameServers) { if ($server) { [string] $server } })
        }
    })
}
catch { $rules = @() }

$resolved = @(foreach ($name in $Arguments.names) {
    $records = @()
    $problem = ''
    $code = 0
    try { $records = @(Resolve-DnsName -Name $name) }
    catch {
        $cause = $_.Exception.GetBaseException()
        $problem = [string] $cause.Message
        if ($cause.PSObject.Properties.Match('NativeErrorCode').Count) { $code = [int] $cause.NativeErrorCode }
    }
    # Records of other kinds, as of the zone's authority, have no such members.
    @{
        name      = [string] $name
        addresses = @(foreach ($one in $records) { if ($one.PSObject.Properties.Match('IPAddress').Count) { [string] $one.IPAddress } })
        aliases   = @(foreach ($one in $records) { if ($one.PSObject.Properties.Match('NameHost').Count) { [string] $one.NameHost } })
        problem   = $problem
        code      = $code
    }
})

@{
    hives            = $hives
    cut              = [bool] $cut
    firefox_policies = $firefox
    firefox_defaults = @(foreach ($name in $defaults) { [string] $name })
    firefox_profiles = $profiles
    hosts            = @(foreach ($line in $lines) { if ($line.Trim() -and $line.Trim()[0] -ne '#') { [string] $line.Trim() } })
    rules            = $rules
    resolved         = $resolved
}
