# Events of this computer's System log by their fields, the newest first. Nothing is decided here.
# arguments: {"hours": how far back, "most": of each query, "queries": [{provider, ids: []}]}
# data: {"time", "since": UTC, by the clock of this computer, "queries": [{provider, problem: why it was not read, else "", more}],
#        "events": [{provider, id, time: UTC, fields: [{name, value}]}]}
# name: empty where the event gives its fields none. Binary data is a field called Binary. more: whether most was reached.
param($Arguments, $Secrets)
#uses facts/events/fields.ps1

$now = (Get-CimInstance -ClassName Win32_OperatingSystem).LocalDateTime
$since = $now.AddHours(-$Arguments.hours)
$queries = $events = @()
foreach ($query in $Arguments.queries) {
    $filter = @{ LogName = 'System'; ProviderName = [string] $query.provider; Id = @(foreach ($id in $query.ids) { [int] $id }); StartTime = $since }
    $problem, $found = '', @()
    try { $found = @(Get-WinEvent -FilterHashtable $filter -MaxEvents $Arguments.most) }
    catch { if ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*') { $problem = [string] $_.Exception.GetBaseException().Message } }
    $queries += @{ provider = [string] $query.provider; problem = $problem; more = $found.Count -ge $Arguments.most }
    foreach ($entry in $found) {
        # A field may hold characters that XML has not.
        $fields = @(try { Get-Field $entry.ToXml() } catch { @() })
        $events += @{ provider = [string] $query.provider; id = [int] $entry.Id; time = Format-Time $entry.TimeCreated; fields = @($fields | Select-Object -First 30) }
    }
}
@{ time = Format-Time $now; since = Format-Time $since; queries = $queries; events = $events }
