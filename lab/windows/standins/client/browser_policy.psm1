# state.browser_policy of a client: in the registry, where a hive with a sid is a user's, in Firefox' files, and in what the DNS
# client answers. Its hosts file is that of state.dns_registration.

$firefox = 'Program Files/Mozilla Firefox'
$internet = 'Software\Microsoft\Windows\CurrentVersion\Internet Settings'
$profileList = 'SOFTWARE/Microsoft/Windows NT/CurrentVersion/ProfileList'

function Enter-browser_policy($Concern) {
    $users = (Get-PSProvider -PSProvider Registry).Users
    # These are always there, and are no users'.
    foreach ($sid in '.DEFAULT', 'S-1-5-18') { $null = $users.Make($sid) }
    foreach ($hive in $Concern.hives) {
        $top = if ($hive.sid) { $users.Make($hive.sid) } else { $Machine }
        if ($hive.sid) {
            $null = $users.Make("$($hive.sid)_Classes")
            $Machine.Make("$profileList/$($hive.sid)").Set('ProfileImagePath', 'ExpandString', "%SystemDrive%\Users\$($hive.sid)")
        }
        foreach ($value in $hive.values) {
            $kind = if ($value.data -is [string]) { 'String' } else { 'DWord' }
            $top.Make($value.key).Set($value.name, $kind, $value.data)
        }
    }
    if ($null -ne $Concern.firefox_policies) { Write-DriveFile "$firefox/distribution/policies.json" $Concern.firefox_policies }
    foreach ($name in $Concern.firefox_defaults) { Write-DriveFile "$firefox/defaults/pref/$name" '' }
    foreach ($one in $Concern.firefox_profiles) {
        $text = @('// Mozilla User Preferences', 'user_pref("browser.startup.page", 3);') + @($one.lines) -join "`n"
        Write-DriveFile "Users/$($one.sid)/AppData/Roaming/Mozilla/Firefox/Profiles/$($one.profile)/prefs.js" $text
    }
}

# What is there of the values that were, and what has come below the key that a payload may write to.
function Exit-browser_policy($Concern) {
    $users = (Get-PSProvider -PSProvider Registry).Users
    foreach ($hive in $Concern.hives) {
        $top = if ($hive.sid) { $users.Find($hive.sid) } else { $Machine }
        $known = @{}
        $left = @(foreach ($value in $hive.values) {
            $known["$($value.key)|$($value.name)"] = $true
            $key = $top.Find($value.key)
            if ($key -and $key.GetValueNames() -contains $value.name) { @{ key = $value.key; name = $value.name; data = $key.GetValue($value.name) } }
        })
        $hive.values = @($left + @(Get-NewValue $top $internet $known))
    }
}

function Get-NewValue($Top, $Path, $Known) {
    $key = $Top.Find($Path)
    if (-not $key) { return }
    foreach ($name in $key.GetValueNames()) {
        if (-not $Known.ContainsKey("$Path|$name")) { @{ key = $Path; name = $name; data = $key.GetValue($name) } }
    }
    foreach ($name in $key.GetSubKeyNames()) { Get-NewValue $Top "$Path\$name" $Known }
}

# As Windows shows it, with the members of the records of this kind.
function Resolve-DnsName {
    $asked = @($State.browser_policy.resolved | Where-Object { $_.name -eq $Name })
    if (-not $asked.Count) { throw "not emulated: Resolve-DnsName $Name" }
    if ($asked[0].problem) { throw [ComponentModel.Win32Exception]::new([int] $asked[0].code, [string] $asked[0].problem) }
    foreach ($alias in $asked[0].aliases) { [pscustomobject] @{ Name = $Name; Type = 'CNAME'; NameHost = [string] $alias } }
    foreach ($address in $asked[0].addresses) {
        $type = if ($address.Contains(':')) { 'AAAA' } else { 'A' }
        [pscustomobject] @{ Name = $Name; Type = $type; IPAddress = [string] $address }
    }
}

# Nothing where no policy is in effect. What is in effect is all that a payload asks for.
function Get-DnsClientNrptPolicy {
    if (-not $Effective) { throw 'not emulated: Get-DnsClientNrptPolicy without -Effective' }
    foreach ($rule in $State.browser_policy.rules) {
        [pscustomobject] @{
            PSTypeName  = 'Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_DNSClientNrptPolicy'
            Namespace   = [string] $rule.namespace
            NameServers = [string[]] @($rule.name_servers)
        }
    }
}
