# What write_iis refuses before it changes anything, and what it notes of each pool for the proof.
# Payloads begin with these lines, after pools.ps1, request.ps1 and workers.ps1: all of them become one line there.

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

# The names of the pools that are to run. Notes their worker processes in $former, and where they are asked in $targets.
function Read-Pools($Manager) {
    foreach ($item in $pools) {
        $name = [string] $item.name
        $pool = Find-Pool $Manager $name
        if (Test-Given $item expected) { Assert-Identity $pool $item }
        $runs = $(if (Test-Given $item state) { $item.state -eq 'Started' } else { (Wait-State $pool) -eq 'Started' })
        $former[$name] = @(Get-Workers $pool)
        if (-not $runs) { continue }
        $name
        $targets[$name] = Find-Target $Manager $name
        if ((Test-Given $item expected) -and -not $targets[$name]) {
            throw "no site of pool $name is started with a binding of http or https, so that its identity cannot be proved: start one first"
        }
    }
}

function Assert-NotShared($Manager) {
    $redirection = $Manager.GetRedirectionConfiguration().GetSection('configurationRedirection')
    if ([bool] $redirection.GetAttributeValue('enabled')) {
        throw "the configuration is shared with other servers ($($redirection.GetAttributeValue('path'))): one write would change all of them"
    }
}

# A new worker process must run as the new account, or no longer as the former one.
function Set-Expected {
    foreach ($item in $configured) {
        $name = [string] $item.name
        if ($starting -notcontains $name) { continue }
        $identity = $(if (Test-Given $item identity_type) { $item } else { $item.expected })
        if ($identity.identity_type -eq 'SpecificUser') { $owners[$name] = Get-Sid ([string] $identity.user_name) }
        elseif ($item.expected.identity_type -eq 'SpecificUser') { $strangers[$name] = @($former[$name] | ForEach-Object { $_['owner'] }) }
    }
}

# A password that the node has: of the present pool, else from the newest copy that has one for this account. A password
# that another computer encrypted is read as an empty text.
function Find-Kept($Manager) {
    foreach ($item in $identities) {
        if (-not (Test-Given $item password) -or $item.password -ne 'kept') { continue }
        $model = (Find-Pool $Manager $item.name).get_ProcessModel()
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
}
