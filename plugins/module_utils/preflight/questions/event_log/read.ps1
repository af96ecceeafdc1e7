# The newest events of the providers that payloads look for, so that their names are known to be right, and the newest one of
# the DNS client that a registration has failed (8015 to 8020).
# data: {"events": [{provider, id: number or null, time, problem}], "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1

$events = @(foreach ($provider in 'Microsoft-Windows-WAS', 'Microsoft-Windows-NLB', 'Microsoft-Windows-DNS-Client') {
    $filter = @{ LogName = 'System'; ProviderName = $provider }
    if ($provider -like '*-DNS-Client') { $filter['Id'] = 8015..8020 }
    $answer = @{ provider = $provider; id = $null; time = $null; problem = '' }
    try {
        $newest = Get-WinEvent -FilterHashtable $filter -MaxEvents 1
        $answer.id = [int] $newest.Id
        $answer.time = $newest.TimeCreated.ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture)
    }
    catch { $answer.problem = [string] $_.FullyQualifiedErrorId }
    $answer
})
@{ events = $events; ms = [int] $clock.ElapsedMilliseconds }
