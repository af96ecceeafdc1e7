# Whether this node can decrypt the passwords of its pools, here and in a copy of the configuration, from which a rollback takes
# them. No password leaves this node.
# data: {"pools": [{pool, here, in_copy}], "ms"}
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
$copy = Join-Path -Path $env:SystemRoot -ChildPath "Temp\nlb.kerberos.$([Guid]::NewGuid()).config"
$here = Get-Stored (New-Object -TypeName Microsoft.Web.Administration.ServerManager)
try {
    Copy-Item -LiteralPath $configuration -Destination $copy
    $kept = Get-Stored (New-Object -TypeName Microsoft.Web.Administration.ServerManager -ArgumentList $true, $copy)
}
finally { if (Test-Path -LiteralPath $copy) { Remove-Item -LiteralPath $copy } }
@{
    pools = @(foreach ($pool in $here.Keys) { @{ pool = $pool; here = $here[$pool]; in_copy = [bool] $kept[$pool] } })
    ms    = [int] $clock.ElapsedMilliseconds
}
