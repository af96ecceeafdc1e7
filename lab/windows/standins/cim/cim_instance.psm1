# Get-CimInstance: a class is known where a function Show-<last part of the namespace>.<class> returns its instances.

function Get-CimInstance {
    if (-not $Namespace) { $Namespace = 'root/cimv2' }
    $class = 'Show-' + ($Namespace -split '[\\/]')[-1] + '.' + $ClassName
    if (-not (Test-Path -LiteralPath "Function:$class")) { throw "not emulated: class $ClassName in $Namespace" }
    if (-not $Filter) { return & $class }
    if (-not (Get-Item -LiteralPath "Function:$class").Parameters.ContainsKey('Filter')) { throw "not emulated: $ClassName with a filter" }
    & $class -Filter $Filter
}

function Show-cimv2.Win32_ComputerSystem {
    [pscustomobject]@{
        PSTypeName   = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_ComputerSystem'
        Name         = [string] $State.computer.name
        DNSHostName  = [string] $State.computer.name
        Domain       = [string] $State.computer.domain
        PartOfDomain = $State.computer.domain_role -notin 0, 2
        DomainRole   = [uint16] $State.computer.domain_role
    }
}

function Show-StandardCimv2.MSFT_NetIPAddress { Get-NetIPAddress -PolicyStore ActiveStore }
