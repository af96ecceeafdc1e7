# Requests for service tickets in the Security log of this domain controller (event 4769), the newest first. Nothing is decided here.
# arguments: {"hours": how far back, "seconds": for reading, "most": events that are read, "most_told": of them that are told,
#             "wanted": those with one of these as ServiceName, or before the @ of TargetUserName, are told, in any case}
# data: {"time", "since", "read_since": UTC, by the clock of this computer: what is older was not read, "count": how many were read,
#        "problem": why they could not be read, else "", "requests": [{time: UTC, user, service, sid, status, encryption: as the event has them}]}
param($Arguments, $Secrets)
#uses facts/events/fields.ps1

$now = (Get-CimInstance -ClassName Win32_OperatingSystem).LocalDateTime
$since = $last = $now.AddHours(-$Arguments.hours)
$watch = [Diagnostics.Stopwatch]::StartNew()
$requests, $problem, $count, $cut, $reader = @(), '', 0, $false, $null
# XML may have more characters for some of them.
$wanted = @(foreach ($one in $Arguments.wanted) { [Regex]::Escape($one) -replace "[&'`"<>]", '.{1,6}' }) -join '|'
try {
    # Get-WinEvent would look up the text of each event, which takes longer than all else. A filter by fields would search all of a log
    # that may be gigabytes, and could not be stopped.
    $query = New-Object -TypeName Diagnostics.Eventing.Reader.EventLogQuery -ArgumentList 'Security', 'LogName', '*[System[EventID=4769]]'
    $query.ReverseDirection = $true
    $reader = New-Object -TypeName Diagnostics.Eventing.Reader.EventLogReader -ArgumentList $query
    # One at a time: where these events are few among many others, more of them would not be found in time.
    $reader.BatchSize = 1
    while ($true) {
        $left = 1000 * $Arguments.seconds - $watch.ElapsedMilliseconds
        $cut = $left -le 0 -or $count -ge $Arguments.most -or $requests.Count -ge $Arguments.most_told
        if ($cut) { break }
        $entry = $reader.ReadEvent([TimeSpan]::FromMilliseconds($left))
        if ($null -eq $entry) { break }
        try {
            if ($entry.TimeCreated -lt $since) { break }
            $count++
            $last = $entry.TimeCreated
            $text = [string] $entry.ToXml()
            if ($text -notmatch $wanted) { continue }
            $fields = @{}
            foreach ($field in Get-Field $text) { $fields[$field.name] = $field.value }
            $service, $user = [string] $fields['ServiceName'], ([string] $fields['TargetUserName']).Split('@')[0]
            if ($Arguments.wanted -contains $service -or $Arguments.wanted -contains $user) {
                $requests += @{
                    time = Format-Time $last; user = $user; service = $service; sid = [string] $fields['ServiceSid']
                    status = [string] $fields['Status']; encryption = [string] $fields['TicketEncryptionType']
                }
            }
        }
        finally { $entry.Dispose() }
    }
}
catch {
    # A search that takes too long ends with an error.
    $cut = $watch.ElapsedMilliseconds -ge 1000 * $Arguments.seconds
    if (-not $cut) { $problem = [string] $_.Exception.GetBaseException().Message }
}
finally { if ($reader) { $reader.Dispose() } }
$oldest = $(if ($cut -and $count) { $last } elseif ($cut) { $now } else { $since })
@{ time = Format-Time $now; since = Format-Time $since; read_since = Format-Time $oldest; count = $count; problem = $problem; requests = $requests }
