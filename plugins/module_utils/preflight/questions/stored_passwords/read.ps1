# Whether this node can decrypt the passwords of its pools, and also where the configuration is opened by its path, as a
# rollback opens a copy. No password leaves this node.
# data: {"pools": [{pool, here, by_path}], "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1
#uses facts/iis/library.ps1

# Pools with an account of their own -> whether there is a password.
function Get-Stored($Manager) {
    $found = [ordered] @{}
    foreach ($pool in $Manager.get_ApplicationPools()) {
        $model = $pool.get_ProcessModel()
        if ([string] $model.get_IdentityType() -eq 'SpecificUser') { $found[[string] $pool.get_Name()] = [bool] $model.get_Password() }
    }
    $found
}

$configuration = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\config\applicationHost.config'
$here = Get-Stored (New-Object -TypeName Microsoft.Web.Administration.ServerManager)
# Opened by its path, as a rollback opens a copy: nothing is written for this question.
$opened = Get-Stored (New-Object -TypeName Microsoft.Web.Administration.ServerManager -ArgumentList $true, $configuration)
@{
    pools = @(foreach ($pool in $here.Keys) { @{ pool = $pool; here = $here[$pool]; by_path = [bool] $opened[$pool] } })
    ms    = [int] $clock.ElapsedMilliseconds
}
