# Proves that pools run: each answers a request, from a worker process that is new and has the right account and logon.
# Payloads begin with these lines, after checks.ps1 and again.ps1: all of them become one line there.

# Of a new identity, an invalid one is reported by 5021 first: what comes before that is about the former one.
function Get-Failure($Names) {
    try {
        $events = @(Get-WinEvent -FilterHashtable @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-WAS'; Id = 5002, 5021, 5057, 5059; StartTime = $since })
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

# Notes the accounts of the pools that failed, for the next run, and forgets those of the pools that have logged on.
function Set-FailedLogons($Failed) {
    $tried = @(foreach ($item in $configured) { if ($owners[[string] $item.name]) { $item } })
    $accounts = @{}
    foreach ($item in $tried) { $accounts[[string] $item.name] = [string] $(if (Test-Given $item identity_type) { $item } else { $item.expected }).user_name }
    $left = @(foreach ($one in Read-FailedLogons) { if (@($accounts.Values) -notcontains $one.account) { @{ account = $one.account; time = $one.time } } })
    $time = [DateTime]::UtcNow.ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture)
    $names = @(foreach ($name in $Failed) { if ($accounts[$name] -notlike '*$') { $accounts[$name] } })
    foreach ($account in $names | Sort-Object -Unique) { $left += @{ account = $account; time = $time } }
    if ($left.Count) { Save-OwnFile $failedLogons (ConvertTo-Json -InputObject $left -Compress) }
    elseif (Test-Path -LiteralPath $failedLogons) { Remove-Item -LiteralPath $failedLogons }
}

# Of these events, for who has not met them: no account of Windows itself is refused a logon.
function Get-Meaning {
    if ($owners.Count) { 'the logon failed: the user name or the password is wrong, the account is locked, disabled or expired, or it lacks the right to log on as a batch job' }
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
function Wait-Running {
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
        if ($failures.Count) {
            Set-FailedLogons @(foreach ($name in $owners.Keys) { if (@(Get-Failure @($name)).Count) { $name } })
            throw "$(@($lacks + $failures + @(Get-Meaning)) -join '; ')"
        }
        $calm = if ($lacks.Count) { 0 } else { $calm + 1 }
        $patience = $(if (@($lacks | Where-Object { $_ -like '* is still there' }).Count) { 120 } else { 30 })
        if ($lacks.Count -and ($second -ge $patience -or [DateTime]::UtcNow -gt $end)) { throw "$($lacks -join '; '), $second seconds after it was to run" }
    }
}
