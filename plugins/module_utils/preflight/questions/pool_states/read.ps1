# The state of each pool and site, three times in a second: what IIS answers, and what it refuses.
# data: {"states": [{kind, name, state, hresult: number or null}], "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1
#uses facts/iis/library.ps1

$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager

function Get-State($Kind, $Object) {
    $answer = @{ kind = $Kind; name = [string] $Object.get_Name(); state = ''; hresult = $null }
    try { $answer.state = [string] $Object.get_State() } catch { $answer.hresult = [int] $_.Exception.GetBaseException().HResult }
    $answer
}

$states = @(foreach ($round in 1..3) {
    if ($round -gt 1) { Start-Sleep -Milliseconds 500 }
    foreach ($pool in $manager.get_ApplicationPools()) { Get-State pool $pool }
    foreach ($site in $manager.get_Sites()) { Get-State site $site }
})
@{ states = $states; ms = [int] $clock.ElapsedMilliseconds }
