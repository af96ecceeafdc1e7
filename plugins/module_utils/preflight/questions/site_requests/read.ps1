# What the site answers to this node itself, by each of its bindings, without credentials. It makes IIS start a worker process,
# so it is asked on request only.
# arguments: {"site", "name": a name of the farm, for bindings that have none}
# data: {"requests": [{address, port, secure, name, status, schemes: [], problem, ms}], "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1
#uses facts/iis/library.ps1
#uses facts/iis/site.ps1
#uses facts/iis/request.ps1

$requests = @(foreach ($target in Get-WebTarget $site) {
    $before = $clock.ElapsedMilliseconds
    if ($target.name -eq $target.address) { $target.name = $Arguments.name }
    $answer = @{ status = 0; schemes = @() }
    $problem = ''
    try { $answer = Get-WebAnswer $target '/' } catch { $problem = $_.Exception.GetBaseException().Message.Trim() }
    @{
        address = [string] $target.address; port = [int] $target.port; secure = [bool] $target.secure; name = [string] $target.name
        status = [int] $answer.status; schemes = @($answer.schemes); problem = $problem
        ms = [int] ($clock.ElapsedMilliseconds - $before)
    }
})
@{ requests = $requests; ms = [int] $clock.ElapsedMilliseconds }
