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
#uses node/own_file.ps1
#uses node/own_folder.ps1
#uses facts/iis/unfinished.ps1
#uses facts/failed_logons/notes.ps1
#uses facts/iis/workers.ps1
#uses facts/iis/pools.ps1
#uses facts/iis/checks.ps1
#uses facts/iis/commit.ps1
#uses facts/iis/again.ps1
#uses facts/iis/proof.ps1

$pools = @(if (Test-Given $Arguments pools) { $Arguments.pools })
$sites = @(if (Test-Given $Arguments sites) { $Arguments.sites })
$identities = @(foreach ($item in $pools) { if (Test-Given $item identity_type) { $item } })
$configured = @(foreach ($item in $pools) { if (Test-Given $item expected) { $item } })
$source = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\config\applicationHost.config'
$folder = Join-Path -Path $env:ProgramData -ChildPath 'nlb.kerberos\configuration'
$former, $targets, $owners, $strangers, $kept, $differs, $again = @{}, @{}, @{}, @{}, @{}, @{}, @{}

# --- everything that can be refused is refused before anything is changed ---
$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
foreach ($item in $sites) { $null = Find-Site $manager $item.name }
$starting = @(Read-Pools $manager)
if ($configured.Count) { Assert-NotShared $manager }
Set-Expected
Find-Kept $manager

# --- identities, in one commit ---
if ($configured.Count) { Copy-Configuration }
if ($identities.Count) { Save-Configuration { Set-Identities } }
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
Wait-Running
if ($owners.Count) { Set-FailedLogons @() }
$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
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
