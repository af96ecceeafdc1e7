# Get-CimInstance: a class is known where a function Show-<last part of the namespace>.<class> returns its instances, and
# one instance is read again by its key where there is a function Find-<the same>.

# Only the key of one that exists.
function New-CimInstance {
    if (-not $ClientOnly) { throw 'not emulated: a new instance' }
    $instance = [pscustomobject] $Property
    if ("$($Property.Keys)" -ne "$Key") { throw 'not emulated: an instance with more than its key' }
    $instance.PSObject.TypeNames.Insert(0, "Microsoft.Management.Infrastructure.CimInstance#$Namespace/$ClassName")
    $instance
}

# OperationTimeoutSec: every provider here answers at once.
function Get-CimInstance {
    $null = $OperationTimeoutSec
    if ($InputObject) {
        $null, $ofNamespace, $ofClass = $InputObject.PSObject.TypeNames[0] -split '[#/\\]' | Select-Object -Last 3
        return & "Find-$ofNamespace.$ofClass" $InputObject
    }
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
