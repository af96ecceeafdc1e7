# The names of the properties of what the cmdlets of Network Load Balancing return, which is documented by its headings only.
# data: {"installed", "objects": [{command, count, properties: [], problem, ms}], "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1

function Get-ObjectFact($Command, $Objects) {
    $first = @($Objects) | Select-Object -First 1
    $names = if ($null -eq $first) { @() } else { @($first.PSObject.Properties | ForEach-Object { [string] $_.Name }) }
    @{ command = $Command; count = @($Objects).Count; properties = $names }
}

function Get-Timed($Command, $Question) {
    $before = $clock.ElapsedMilliseconds
    try { $answer = Get-ObjectFact $Command @($Question.Invoke()); $answer.problem = '' }
    catch { $answer = @{ command = $Command; count = 0; properties = @(); problem = $_.Exception.GetBaseException().Message.Trim() } }
    $answer.ms = [int] ($clock.ElapsedMilliseconds - $before)
    $answer
}

$installed = [bool] (Get-Command -Name Get-NlbCluster -CommandType Cmdlet, Function -ErrorAction Ignore)
$objects = @(if ($installed) {
    Get-Timed Get-NlbClusterNodeNetworkInterface { Get-NlbClusterNodeNetworkInterface }
    foreach ($interface in @(Get-NlbClusterNodeNetworkInterface | Where-Object { $_.NlbBound })) {
        $name = [string] $interface.InterfaceName
        Get-Timed Get-NlbCluster { Get-NlbCluster -InterfaceName $name }
        Get-Timed Get-NlbClusterVip { Get-NlbClusterVip -InterfaceName $name }
        Get-Timed Get-NlbClusterPortRule { Get-NlbClusterPortRule -InterfaceName $name }
        Get-Timed Get-NlbClusterDriverInfo { Get-NlbClusterDriverInfo -InterfaceName $name }
    }
})
@{ installed = $installed; objects = $objects; ms = [int] $clock.ElapsedMilliseconds }
