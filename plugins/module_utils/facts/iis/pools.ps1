# Finds pools and sites by their names, and compares a pool's identity with what was read of it.
# Payloads begin with these lines, after library.ps1: all of them become one line there.
function Test-Given($Object, $Name) { [bool] $Object.PSObject.Properties.Match($Name).Count }

# Getters are called as methods: an exception in a property read becomes $null.
function Find-Pool($Manager, $Name) {
    foreach ($pool in $Manager.get_ApplicationPools()) { if ([string] $pool.get_Name() -eq $Name) { return $pool } }
    throw "IIS has no application pool $Name any more"
}

function Find-Site($Manager, $Name) {
    foreach ($site in $Manager.get_Sites()) { if ([string] $site.get_Name() -eq $Name) { return $site } }
    throw "IIS has no site $Name any more"
}

# A name beside a built-in identity has no effect, and may be left from a former identity.
function Show-Identity($Type, $Name) { if ($Type -eq 'SpecificUser') { "account $Name" } else { [string] $Type } }

function Get-Identity($Pool) {
    $model = $Pool.get_ProcessModel()
    Show-Identity ([string] $model.get_IdentityType()) $model.get_UserName()
}

function Assert-Identity($Pool, $Item) {
    $found, $read = (Get-Identity $Pool), (Show-Identity $Item.expected.identity_type $Item.expected.user_name)
    if ($found -ne $read) { throw "the identity of pool $($Item.name) is $found, and was read as $read`: it was changed meanwhile" }
}
