# The services of IIS on this node.
# data: {"services": [{name, state, start}]: those that are installed, "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1

$services = @(foreach ($service in Get-Service -Name W3SVC, WAS, AppHostSvc -ErrorAction Ignore) {
    @{ name = [string] $service.Name; state = [string] $service.Status; start = [string] $service.StartType }
})
@{ services = $services; ms = [int] $clock.ElapsedMilliseconds }
