# Changes the identity of pools, ends worker processes, starts and stops pools and sites; and proves that pools run: by a
# request to one of their sites, and the worker process that it starts.
# Follows write_lease, which creates the folder of nlb.kerberos, or refuses one with other permissions.
# arguments: {"pools": [{"name", and what changes of: "identity_type" with "user_name" and, for an account with a
#             password, "password": given (as a secret) | kept (the node has it); "logon": again where the present
#             identity must log on anew; for both "expected": {"identity_type", "user_name"} as they were read;
#             "state": Started|Stopped; "worker_processes": [] ends the present ones}],
#             "sites": [{"name", "state"}]}
# secrets: password, of every pool with "password": given
param($Arguments, $Secrets)

#uses facts/iis/library.ps1
#uses facts/iis/wait.ps1
#uses facts/iis/request.ps1
#uses facts/iis/unfinished.ps1
#uses facts/iis/workers.ps1

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
$configured = @(foreach ($item in $pools) { if (Test-Given $item expected) { $item } })
$source = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\config\applicationHost.config'
$folder = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\configuration'

# Where a pool is asked: at the first binding of a site that runs, or is to be started.
function Find-Target($Manager, $Name) {
    foreach ($site in $Manager.get_Sites()) {
        $started = @(foreach ($item in $sites) { if ($item.name -eq [string] $site.get_Name() -and $item.state -eq 'Started') { $item } })
        if (-not $started.Count -and (Wait-State $site) -ne 'Started') { continue }
        foreach ($application in $site.get_Applications()) {
            if ([string] $application.get_ApplicationPoolName() -ne $Name) { continue }
            foreach ($target in Get-WebTarget $site) { return $target + @{ path = ([string] $application.get_Path()).TrimEnd('/') + '/' } }
        }
    }
}

# --- everything that can be refused is refused before anything is changed ---
$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
foreach ($item in $sites) { $null = Find-Site $manager $item.name }
$former = @{}
$owners = @{}
$strangers = @{}
$targets = @{}
$starting = @()
foreach ($item in $pools) {
    $name = [string] $item.name
    $pool = Find-Pool $manager $name
    if (Test-Given $item expected) { Assert-Identity $pool $item }
    $runs = $(if (Test-Given $item state) { $item.state -eq 'Started' } else { (Wait-State $pool) -eq 'Started' })
    $former[$name] = @(Get-Workers $pool)
    if (-not $runs) { continue }
    $starting += $name
    $targets[$name] = Find-Target $manager $name
    if ((Test-Given $item expected) -and -not $targets[$name]) {
        throw "no site of pool $name is started with a binding of http or https, so that its identity cannot be proved: start one first"
    }
}
if ($configured.Count) {
    $redirection = $manager.GetRedirectionConfiguration().GetSection('configurationRedirection')
    if ([bool] $redirection.GetAttributeValue('enabled')) {
        throw "the configuration is shared with other servers ($($redirection.GetAttributeValue('path'))): one write would change all of them"
    }
}

# A new worker process must run as the new account, or no longer as the former one.
foreach ($item in $configured) {
    $name = [string] $item.name
    if ($starting -notcontains $name) { continue }
    $identity = $(if (Test-Given $item identity_type) { $item } else { $item.expected })
    if ($identity.identity_type -eq 'SpecificUser') { $owners[$name] = Get-Sid ([string] $identity.user_name) }
    elseif ($item.expected.identity_type -eq 'SpecificUser') { $strangers[$name] = @($former[$name] | ForEach-Object { $_['owner'] }) }
}

# A password that the node has: of the present pool, else from the newest copy that has one for this account. A password
# that another computer encrypted is read as an empty text.
$kept = @{}
foreach ($item in $identities) {
    if (-not (Test-Given $item password) -or $item.password -ne 'kept') { continue }
    $model = (Find-Pool $manager $item.name).get_ProcessModel()
    if ([string] $model.get_UserName() -eq $item.user_name) {
        $kept[$item.name] = [string] $model.get_Password()
    }
    $copies = @(if (Test-Path -LiteralPath $folder) { Get-ChildItem -LiteralPath $folder -Filter *.config | Sort-Object -Property Name -Descending })
    foreach ($copy in $copies) {
        if ($kept.ContainsKey($item.name) -and $kept[$item.name]) { break }
        $earlier = New-Object -TypeName Microsoft.Web.Administration.ServerManager -ArgumentList $true, (Join-Path -Path $folder -ChildPath $copy.Name)
        foreach ($pool in $earlier.get_ApplicationPools()) {
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
if ($configured.Count) {
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

# $Change changes what $manager has read.
function Save-Configuration([scriptblock] $Change) {
    for ($attempt = 1; ; $attempt++) {
        $manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
        & $Change
        try { return $manager.CommitChanges() }
        catch { if ($attempt -ge 5 -or -not (Test-FileInUse $_)) { throw } }
        Start-Sleep -Seconds 1
    }
}

# Windows logs on anew only where the configuration differs from what it was; of a password, only Windows knows.
$differs = @{}
function Set-Identities {
    foreach ($item in $identities) {
        $pool = Find-Pool $manager $item.name
        Assert-Identity $pool $item
        $model = $pool.get_ProcessModel()
        $differs[$item.name] = (Get-Identity $pool) -cne (Show-Identity $item.identity_type $item.user_name)
        $model.IdentityType = [string] $item.identity_type
        if ($item.identity_type -eq 'SpecificUser') { $model.UserName = [string] $item.user_name }
        else { $model.GetAttribute('userName').Delete() }
        # Windows manages the password of a managed service account, and a built-in identity has none.
        if (-not (Test-Given $item password)) { $model.GetAttribute('password').Delete() }
        elseif ($item.password -eq 'given') { $model.SetAttributeValue('password', [string] $Secrets['password']) }
        else { $model.SetAttributeValue('password', [string] $kept[$item.name]) }
    }
}
if ($identities.Count) { Save-Configuration { Set-Identities } }

function Set-IdentityType($Names, $Type) {
    Save-Configuration { foreach ($name in $Names) { (Find-Pool $manager $name).get_ProcessModel().IdentityType = $Type } }
}

# Which pools are being written away and back, for the next run if this one ends in between. Written whole or not at all.
function Set-Note($Names, $Account) {
    $left = @(foreach ($one in Read-Unfinished) { if ($Names -notcontains $one.pool) { @{ pool = $one.pool; account = $one.account } } })
    foreach ($name in $Names) { if ($Account) { $left += @{ pool = $name; account = $Account[$name] } } }
    if ($left.Count) {
        Set-Content -LiteralPath "$notes.new" -Value (ConvertTo-Json -InputObject $left -Compress) -Encoding UTF8
        Move-Item -LiteralPath "$notes.new" -Destination $notes -Force
    }
    elseif (Test-Path -LiteralPath $notes) { Remove-Item -LiteralPath $notes }
}

# The name and the password stay where they are, without effect beside a built-in identity. Windows must have heard of the
# first change before the second is made.
function Set-IdentityAgain($Names) {
    $account = @{}
    foreach ($name in $Names) { $account[$name] = [string] (Find-Pool $manager $name).get_ProcessModel().get_UserName() }
    Set-Note $Names $account
    Set-IdentityType $Names 'ApplicationPoolIdentity'
    Start-Sleep -Seconds 10
    Set-IdentityType $Names 'SpecificUser'
    Set-Note $Names $null
    foreach ($name in $Names) { $again[$name] = $true }
}

$again = @{}
$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
$now = @(foreach ($item in $configured) {
    if ((Test-Given $item logon) -and -not (Test-Given $item worker_processes)) { [string] $item.name }
})
if ($now.Count) { Set-IdentityAgain $now }
if ($identities.Count) { Set-Note @($identities | ForEach-Object { [string] $_.name }) $null }
$since = [DateTime]::Now
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

foreach ($item in $sites) { if ($item.state -eq 'Started') { Set-State (Find-Site $manager $item.name) Started } }
foreach ($item in $pools) {
    $pool = Find-Pool $manager $item.name
    if (Test-Given $item state) { Set-State $pool $item.state }
    elseif ((Test-Given $item worker_processes) -and -not $differs[$item.name]) { $null = Wait-Answer { $pool.Recycle() } }
}
# A request that comes before Windows has heard of an identity would start a worker process with the former one.
if ($configured.Count) { Start-Sleep -Seconds 5 }

# --- whether it does ---
# Of a new identity, an invalid one is reported by 5021 first: what comes before that is about the former one.
function Get-Failure($Names) {
    try {
        $events = @(Get-WinEvent -FilterHashtable @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-WAS'; Id = 5021, 5057, 5059; StartTime = $since })
    }
    catch {
        if ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*') { throw }
        $events = @()
    }
    foreach ($name in $Names) {
        $counts = -not ($owners[$name] -or $strangers[$name])
        # The newest comes first.
        for ($number = $events.Count - 1; $number -ge 0; $number--) {
            $event = $events[$number]
            if ([string] $event.Properties[0].Value -ne $name) { continue }
            if ($event.Id -eq 5021) { $counts = $true }
            if ($counts) { "event $($event.Id): $(([string] $event.Message).Trim())" }
        }
    }
}

# What a pool that is to run lacks; empty where it runs.
function Get-Lack($Item) {
    $name = [string] $Item.name
    $pool = Find-Pool $manager $name
    $state = Wait-State $pool
    if ($state -ne 'Started') { return "pool $name is $state" }
    if (-not $targets[$name]) { return '' }
    try { $status = (Get-WebAnswer $targets[$name] $targets[$name].path).status }
    catch { return "pool $name gives no answer: $($_.Exception.GetBaseException().Message)" }
    if ($status -in 0, 503) { return "pool $name answers with $status" }
    if (-not (Test-Given $Item expected) -and -not (Test-Given $Item worker_processes)) { return '' }
    $workers = @(Get-Workers $pool)
    if (-not $workers.Count) { return "pool $name has no worker process" }
    foreach ($worker in $workers) {
        $about = "worker process $($worker.id) of pool $name"
        if (@($former[$name] | ForEach-Object { $_['id'] }) -contains $worker.id) { return "$about is still there" }
        if ($owners[$name] -and $worker['owner'] -ne $owners[$name]) { return "$about runs as $($worker['owner']), not as $($owners[$name])" }
        if ($strangers[$name] -contains $worker['owner']) { return "$about runs as $($worker['owner']) still" }
        if (-not (Test-Given $Item logon) -or $differs[$name]) { continue }
        $same = @($former[$name] | ForEach-Object { $_['session'] }) -contains $worker['session']
        if (-not $again[$name] -and ($same -or -not $worker['session'])) { return 'again' }
        if ($same -and $worker['session']) { return "$about has the logon session of those before it" }
    }
    ''
}

# Bounded: an old worker process may finish its requests within shutdownTimeLimit (90 seconds). A pool that nobody can ask
# must stay Started for three seconds.
$calm = 0
$end = [DateTime]::UtcNow.AddSeconds(300)
$needed = $(if (@($starting | Where-Object { -not $targets[$_] }).Count) { 3 } else { 1 })
for ($second = 0; $starting.Count -and $calm -lt $needed; $second++) {
    Start-Sleep -Seconds 1
    $manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
    $lacks = @(foreach ($item in $pools) {
        if ($starting -notcontains $item.name) { continue }
        $lack = Get-Lack $item
        if ($lack -eq 'again') {
            # Recycling has kept the logon session: those before the change are the former ones now.
            $former[[string] $item.name] += @(Get-Workers (Find-Pool $manager $item.name))
            Set-IdentityAgain @([string] $item.name)
            $since = [DateTime]::Now
            $second = 0
            $lack = "pool $($item.name) logs on again"
        }
        # With disallowRotationOnConfigChange, a change of the configuration does not end worker processes.
        if ($second -eq 5 -and $lack -like '* is still there') { $null = Wait-Answer { (Find-Pool $manager $item.name).Recycle() } }
        if ($lack) { $lack }
    })
    $failures = @(Get-Failure $starting)
    if ($failures.Count) { throw "$(@($lacks + $failures) -join '; ')" }
    $calm = if ($lacks.Count) { 0 } else { $calm + 1 }
    $patience = $(if (@($lacks | Where-Object { $_ -like '* is still there' }).Count) { 120 } else { 30 })
    if ($lacks.Count -and ($second -ge $patience -or [DateTime]::UtcNow -gt $end)) { throw "$($lacks -join '; '), $second seconds after it was to run" }
}
foreach ($item in $pools) {
    if ($starting -contains $item.name -or -not (Test-Given $item state)) { continue }
    $state = Wait-State (Find-Pool $manager $item.name)
    if ($state -ne $item.state) { throw "pool $($item.name) is $state after it was to be $($item.state)" }
}
foreach ($item in $sites) {
    if ($item.state -ne 'Started') { Set-State (Find-Site $manager $item.name) $item.state }
    $state = Wait-State (Find-Site $manager $item.name)
    if ($state -ne $item.state) { throw "site $($item.name) is $state after it was to be $($item.state)" }
}
@{}
