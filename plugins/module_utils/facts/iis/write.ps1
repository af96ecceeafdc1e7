# Changes the identity of pools, ends worker processes, starts and stops pools and sites; and waits until that is done.
# Follows write_lease, which creates the folder of nlb.kerberos, or refuses one with other permissions.
# arguments: {"pools": [{"name", and what changes of: "identity_type" with "user_name" and, for an account with a
#             password, "password": given (as a secret) | kept (the node has it), and "expected": {"identity_type",
#             "user_name"} as they were read; "state": Started|Stopped; "worker_processes": [] ends the present ones}],
#             "sites": [{"name", "state"}]}
# secrets: password, of every pool with "password": given
param($Arguments, $Secrets)

#uses facts/iis/library.ps1
#uses facts/iis/wait.ps1
#uses facts/iis/request.ps1

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

$pools = @(if (Test-Given $Arguments pools) { $Arguments.pools })
$sites = @(if (Test-Given $Arguments sites) { $Arguments.sites })
$identities = @(foreach ($item in $pools) { if (Test-Given $item identity_type) { $item } })
$source = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\config\applicationHost.config'
$folder = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\configuration'

# --- everything that can be refused is refused before anything is changed ---
$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
foreach ($item in $sites) { $null = Find-Site $manager $item.name }
$ids = @{}
$ran = @{}
foreach ($item in $pools) {
    $pool = Find-Pool $manager $item.name
    if (Test-Given $item identity_type) { Assert-Identity $pool $item }
    $ran[$item.name] = [string] $pool.get_State() -eq 'Started'
    $ids[$item.name] = @(foreach ($process in $pool.get_WorkerProcesses()) { [int] $process.get_ProcessId() })
}
if ($identities.Count) {
    $redirection = $manager.GetRedirectionConfiguration().GetSection('configurationRedirection')
    if ([bool] $redirection.GetAttributeValue('enabled')) {
        throw "the configuration is shared with other servers ($($redirection.GetAttributeValue('path'))): one write would change all of them"
    }
}

# A password that the node has: of the present pool, else from the newest copy that has one for this account. A password
# that another computer encrypted is read as an empty text.
$kept = @{}
foreach ($item in $identities) {
    if (-not (Test-Given $item password) -or $item.password -ne 'kept') { continue }
    $model = (Find-Pool $manager $item.name).get_ProcessModel()
    if ([string] $model.get_IdentityType() -eq 'SpecificUser' -and [string] $model.get_UserName() -eq $item.user_name) {
        $kept[$item.name] = [string] $model.get_Password()
    }
    $copies = @(if (Test-Path -LiteralPath $folder) { Get-ChildItem -LiteralPath $folder -Filter *.config | Sort-Object -Property Name -Descending })
    foreach ($copy in $copies) {
        if ($kept.ContainsKey($item.name) -and $kept[$item.name]) { break }
        $former = New-Object -TypeName Microsoft.Web.Administration.ServerManager -ArgumentList $true, (Join-Path -Path $folder -ChildPath $copy.Name)
        foreach ($pool in $former.get_ApplicationPools()) {
            $model = $pool.get_ProcessModel()
            if ([string] $pool.get_Name() -ne $item.name -or [string] $model.get_UserName() -ne $item.user_name) { continue }
            $kept[$item.name] = [string] $model.get_Password()
        }
    }
    if (-not $kept.ContainsKey($item.name) -or -not $kept[$item.name]) {
        throw "this node has no password of $($item.user_name) for pool $($item.name), now or in a copy of its configuration: set the identity by hand"
    }
}

# --- identities, in one commit ---
$since = [DateTime]::Now
if ($identities.Count) {
    # For a rollback: passwords in it are encrypted by IIS, and only administrators have access to the folder.
    if (-not (Test-Path -LiteralPath $folder)) { $null = New-Item -Path $folder -ItemType Directory }
    $time = [DateTime]::UtcNow.ToString('yyyyMMddTHHmmssfff', [Globalization.CultureInfo]::InvariantCulture)
    Copy-Item -LiteralPath $source -Destination (Join-Path -Path $folder -ChildPath "$time.config")
    # The passwords are encrypted, and still no more copies are kept than a rollback is likely to need. Newer copies are kept:
    # a fix that is repeated must not remove the copy that has the former identity.
    $old = [DateTime]::UtcNow.AddDays(-90).ToString('yyyyMMdd', [Globalization.CultureInfo]::InvariantCulture)
    $copies = @(Get-ChildItem -LiteralPath $folder -Filter *.config | Sort-Object -Property Name -Descending | Select-Object -Skip 10)
    foreach ($copy in $copies) { if ($copy.Name -lt $old) { Remove-Item -LiteralPath $copy.FullName } }
}
for ($attempt = 1; $identities.Count; $attempt++) {
    $manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
    foreach ($item in $identities) {
        $pool = Find-Pool $manager $item.name
        Assert-Identity $pool $item
        $model = $pool.get_ProcessModel()
        $model.IdentityType = [string] $item.identity_type
        if ($item.identity_type -eq 'SpecificUser') { $model.UserName = [string] $item.user_name }
        else { $model.GetAttribute('userName').Delete() }
        # Windows manages the password of a managed service account, and a built-in identity has none.
        if (-not (Test-Given $item password)) { $model.GetAttribute('password').Delete() }
        elseif ($item.password -eq 'given') { $model.SetAttributeValue('password', [string] $Secrets['password']) }
        else { $model.SetAttributeValue('password', [string] $kept[$item.name]) }
    }
    try {
        $manager.CommitChanges()
        break
    }
    catch {
        if (-not (Test-FileInUse $_) -or $attempt -ge 3) { throw }
        Start-Sleep -Seconds 1
    }
}
$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
foreach ($item in $identities) {
    $found = Get-Identity (Find-Pool $manager $item.name)
    if ($found -ne (Show-Identity $item.identity_type $item.user_name)) { throw "pool $($item.name) was given another identity without an error, but has $found" }
}

# --- what runs ---
function Set-State($Object, $State) {
    if ((Wait-State $Object) -eq $State) { return }
    $null = Wait-Answer { if ($State -eq 'Started') { $Object.Start() } else { $Object.Stop() } }
}

# An invalid identity is in the event log before it changes the pool's state, which happens with the next request.
function Get-Failure($Names) {
    try {
        $events = @(Get-WinEvent -FilterHashtable @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-WAS'; Id = 5021, 5057, 5059; StartTime = $since })
    }
    catch {
        if ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*') { throw }
        $events = @()
    }
    foreach ($event in $events) {
        if ($Names -contains [string] $event.Properties[0].Value) { "event $($event.Id): $(([string] $event.Message).Trim())" }
    }
}

$starting = @()
foreach ($item in $pools) {
    $pool = Find-Pool $manager $item.name
    $known = Test-Given $item state
    if ($known) { Set-State $pool $item.state }
    elseif ((Test-Given $item worker_processes) -and -not (Test-Given $item identity_type)) { $null = $pool.Recycle() }
    if ($(if ($known) { $item.state -eq 'Started' } else { $ran[$item.name] })) { $starting += $item.name }
}
foreach ($item in $sites) { Set-State (Find-Site $manager $item.name) $item.state }

# Bounded: a pool that runs for three seconds without such an event has an identity that Windows accepts. A new identity ends
# worker processes, unless disallowRotationOnConfigChange is set; an old one may finish its requests within
# shutdownTimeLimit (90 seconds).
$calm = 0
for ($second = 0; $starting.Count -and $calm -lt 3; $second++) {
    Start-Sleep -Seconds 1
    $manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
    $failures = @(Get-Failure $starting)
    $waiting = @(foreach ($item in $pools) {
        $pool = Find-Pool $manager $item.name
        $state = [string] $pool.get_State()
        if ($starting -contains $item.name -and $state -ne 'Started') {
            if ($second -ge 30) { throw "pool $($item.name) is $state, $second seconds after it was to be started" }
            "pool $($item.name) is $state"
        }
        elseif (Test-Given $item worker_processes) {
            $old = @(foreach ($process in $pool.get_WorkerProcesses()) { if ($ids[$item.name] -contains [int] $process.get_ProcessId()) { $process } })
            if ($old.Count) {
                if ($second -eq 5 -and (Test-Given $item identity_type)) { $null = $pool.Recycle() }
                "pool $($item.name) still has worker process $($old[0].get_ProcessId())"
            }
        }
    })
    if ($failures.Count) { throw "$(@($waiting + $failures) -join '; ')" }
    $calm = if ($waiting.Count) { 0 } else { $calm + 1 }
    if ($second -ge 120) { throw "$($waiting -join '; '), $second seconds later" }
}
foreach ($item in $sites) {
    $state = [string] (Find-Site $manager $item.name).get_State()
    if ($state -ne $item.state) { throw "site $($item.name) is $state after it was to be $($item.state)" }
}
@{}
