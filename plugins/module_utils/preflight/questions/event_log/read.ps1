# The newest events of the two providers that payloads look for, so that their names are known to be right.
# data: {"events": [{provider, id: number or null, time, problem}], "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1

$events = @(foreach ($provider in 'Microsoft-Windows-WAS', 'Microsoft-Windows-NLB') {
    $answer = @{ provider = $provider; id = $null; time = $null; problem = '' }
    try {
        $newest = Get-WinEvent -FilterHashtable @{ LogName = 'System'; ProviderName = $provider } | Select-Object -First 1
        $answer.id = [int] $newest.Id
        $answer.time = $newest.TimeCreated.ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture)
    }
    catch { $answer.problem = [string] $_.FullyQualifiedErrorId }
    $answer
})
@{ events = $events; ms = [int] $clock.ElapsedMilliseconds }
