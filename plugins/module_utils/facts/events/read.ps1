# Events of this computer's System log by their fields, the newest first. Nothing is decided here.
# arguments: {"hours": how far back, "most": of each query, "queries": [{provider, ids: []}]}
# data: {"time", "since": UTC, by the clock of this computer, "queries": [{provider, problem: why it was not read, else "", more}],
#        "events": [{provider, id, time: UTC, fields: [{name, value}]}]}
# name: empty where the event gives its fields none. Binary data is a field called Binary. more: whether most was reached.
param($Arguments, $Secrets)

function Format-Time($Time) { $Time.ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture) }

# The text of an event is in the node's language, and its fields are not.
function Get-Field($Entry) {
    $document = New-Object -TypeName Xml.XmlDocument
    $document.LoadXml($Entry.ToXml())
    foreach ($tag in 'Data', 'Binary') {
        foreach ($element in $document.GetElementsByTagName($tag)) {
            $value = [string] $element.InnerText
            @{
                name  = $(if ($tag -eq 'Binary') { 'Binary' } else { [string] $element.GetAttribute('Name') })
                value = $value.Substring(0, [Math]::Min(400, $value.Length))
            }
        }
    }
}

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
        $fields = @(try { Get-Field $entry } catch { @() })
        $events += @{ provider = [string] $query.provider; id = [int] $entry.Id; time = Format-Time $entry.TimeCreated; fields = @($fields | Select-Object -First 30) }
    }
}
@{ time = Format-Time $now; since = Format-Time $since; queries = $queries; events = $events }
