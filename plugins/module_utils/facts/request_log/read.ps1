# What the log of a site, and the log of http.sys, have of refused requests, from the end of their newest files. Nothing is
# decided here.
# arguments: {"site", "hours": how far back, "bytes": of each of the two logs, "seconds": for both, "rows": of the newest refusals}
# data: {"time", "since": UTC, by the clock of this node, "format", "enabled", "central", "targets": as IIS has them,
#        "site": {log, minutes: [{minute, substatus, win32, count}], "rows": [{time, server, client, user, uri, substatus, win32}],
#                 "clients": [{client, challenged, refused, others}]},
#        "http_errors": {log, minutes: [{minute, status, reason, count}]}}
# log: {"folder", "problem", "files": [{name, length, read}], "from": time of the oldest line, null without one,
#       "complete": whether everything since then was read, "strange": lines that have not the named fields, "missing": [fields]}
# minutes and rows: of responses 401. challenged: 401.2, refused: all other 401, others: all other responses, of the 500 first clients.
# Fields as they are written, empty where the log has none. Queries, headers and cookies of requests are not read.
param($Arguments, $Secrets)
#uses facts/iis/library.ps1
#uses facts/iis/site.ps1

$culture = [Globalization.CultureInfo]::InvariantCulture
$now = (Get-CimInstance -ClassName Win32_OperatingSystem).LocalDateTime.ToUniversalTime()
$since = $now.AddHours(-$Arguments.hours).ToString('yyyy-MM-dd HH:mm:ss', $culture)
$watch = [Diagnostics.Stopwatch]::StartNew()

function Read-Bytes($Stream, $From, $Count) {
    $null = $Stream.Seek($From, [IO.SeekOrigin]::Begin)
    [byte[]] $bytes = [Array]::CreateInstance([byte], $Count)
    $read = 0
    while ($read -lt $Count) {
        $more = $Stream.Read($bytes, $read, $Count - $read)
        if (-not $more) { break }
        $read += $more
    }
    # Files that http.sys has grown in advance end with zeros.
    [Text.Encoding]::UTF8.GetString($bytes, 0, $read).Trim([char] 0)
}

# The last lines of a file that another process is writing, behind the line that names the fields, which may be far above them.
function Read-End($Path, $Most) {
    $stream = (Get-Item -LiteralPath $Path).Open([IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare] 'ReadWrite, Delete')
    try {
        $length = [long] $stream.Length
        $count = [Math]::Min($length, [long] $Most)
        $text = Read-Bytes $stream ($length - $count) $count
        $head = @()
        if ($count -lt $length) {
            $head = @((Read-Bytes $stream 0 ([Math]::Min([long] 4096, $length))).Split([char] 10) | Where-Object { $_.StartsWith('#Fields:') } | Select-Object -First 1)
            # The first line is cut in two.
            $text = $text.Substring($text.IndexOf("`n") + 1)
        }
        @{ length = $length; read = $count; lines = $head + $text.Split([char] 10) }
    }
    finally { $stream.Dispose() }
}

# Where each wanted field stands, for each line that names fields: they may change inside of a file.
function Get-Header($Lines, $Wanted) {
    for ($at = 0; $at -lt $Lines.Count; $at++) {
        if (-not $Lines[$at].StartsWith('#Fields:')) { continue }
        $names = $Lines[$at].Substring(8).Trim().Split(' ')
        @{ at = $at; count = $names.Count; columns = @(foreach ($name in $Wanted) { [Array]::IndexOf($names, $name) }) }
    }
}

# Gives $Take the wanted fields of each line, the newest first, until they are older than $since or enough was read.
function Read-Log($Folder, $Filter, $Wanted, [scriptblock] $Take) {
    $log = @{ folder = $Folder; problem = ''; files = @(); from = $null; complete = $false; strange = 0; missing = @() }
    if (-not (Test-Path -LiteralPath $Folder)) { $log.problem = "there is no folder $Folder"; return $log }
    # The size and the time that a folder shows of a file that is open are old: the newest is the one that was made last.
    $files = @(Get-ChildItem -LiteralPath $Folder -Filter $Filter | Sort-Object -Property CreationTimeUtc, Name -Descending)
    $left, $log.complete, $named = [long] $Arguments.bytes, $true, $false
    foreach ($file in $files) {
        if ($left -le 0 -or $log.files.Count -ge 10) { $log.complete = $false; return $log }
        try { $end = Read-End $file.FullName $left } catch { $log.problem = [string] $_.Exception.GetBaseException().Message; $log.complete = $false; return $log }
        $left -= $end.read
        $log.files += @{ name = [string] $file.Name; length = $end.length; read = $end.read }
        $headers = @(Get-Header $end.lines $Wanted)
        $header = $headers.Count - 1
        # A file that was only just begun has no header yet.
        if (-not $named -and $headers.Count) { $log.missing = @(for ($n = 0; $n -lt $Wanted.Count; $n++) { if ($headers[$header].columns[$n] -lt 0) { $Wanted[$n] } }) }
        $named = $named -or $headers.Count
        for ($at = $end.lines.Count - 1; $at -ge 0; $at--) {
            if ($header -ge 0 -and $at -eq $headers[$header].at) { $header--; continue }
            $line = $end.lines[$at].Trim([char[]] (0, 13, 32))
            if (-not $line -or $line[0] -eq '#') { continue }
            $parts = $line.Split(' ')
            if ($header -lt 0 -or $parts.Count -ne $headers[$header].count) { $log.strange++; continue }
            $values = @(foreach ($column in $headers[$header].columns) { if ($column -lt 0 -or $parts[$column] -eq '-') { '' } else { $parts[$column] } })
            $time = "$($values[0]) $($values[1])"
            if ([string]::CompareOrdinal($time, $since) -lt 0) { return $log }
            $log.from = $time
            & $Take $time $values
            if ($watch.Elapsed.TotalSeconds -gt $Arguments.seconds) { $log.complete = $false; return $log }
        }
        if ($end.read -lt $end.length) { $log.complete = $false; return $log }
    }
    $log
}

# One for each minute and each of these values.
function Add-Minute($Minutes, $Time, $Kind) {
    $minute = $Time.Substring(0, [Math]::Min(16, $Time.Length))
    $key = "$minute $($Kind.Values)"
    if ($Minutes.Contains($key)) { $Minutes[$key].count++ } else { $Minutes[$key] = @{ minute = $minute; count = 1 } + $Kind }
}

function Limit-Text($Text) { $Text.Substring(0, [Math]::Min(200, $Text.Length)) }

$siteMinutes, $clients, $rows = [ordered] @{}, [ordered] @{}, (New-Object -TypeName Collections.ArrayList)
$takeSite = {
    param($Time, $Values)
    $status, $substatus, $win32, $client = $Values[2..5]
    if (-not $clients.Contains($client) -and $clients.Count -lt 500) { $clients[$client] = @{ client = $client; challenged = 0; refused = 0; others = 0 } }
    $counted = if ($status -ne '401') { 'others' } elseif ($substatus -eq '2') { 'challenged' } else { 'refused' }
    if ($clients.Contains($client)) { $clients[$client][$counted]++ }
    if ($status -ne '401') { return }
    Add-Minute $siteMinutes $Time ([ordered] @{ substatus = $substatus; win32 = $win32 })
    if ($counted -eq 'refused' -and $rows.Count -lt $Arguments.rows) {
        $null = $rows.Add(@{ time = $Time; server = $Values[6]; client = $client; user = Limit-Text $Values[7]; uri = Limit-Text $Values[8]; substatus = $substatus; win32 = $win32 })
    }
}
$errorMinutes = [ordered] @{}
$id = [string] $site.get_Id()
$takeError = {
    param($Time, $Values)
    # Without the number of a site: the request was refused before one was chosen.
    if ($Values[3] -and $Values[3] -ne $id) { return }
    Add-Minute $errorMinutes $Time ([ordered] @{ status = $Values[2]; reason = $Values[4] })
}

$settings = $site.GetChildElement('logFile')
$known = @(foreach ($attribute in $settings.get_Schema().get_AttributeSchemas()) { [string] $attribute.get_Name() })
$directory = [Environment]::ExpandEnvironmentVariables([string] $settings.GetAttributeValue('directory'))
$central = [int] $manager.GetApplicationHostConfiguration().GetSection('system.applicationHost/log').GetAttributeValue('centralLogFileMode')
$siteLog = Read-Log "$directory\W3SVC$id" '*.log' @('date', 'time', 'sc-status', 'sc-substatus', 'sc-win32-status', 'c-ip', 's-ip', 'cs-username', 'cs-uri-stem') $takeSite

$http = 'HKLM:\SYSTEM\CurrentControlSet\Services\HTTP\Parameters'
$errors = ''
if (Test-Path -LiteralPath $http) { $errors = [string] (Get-Item -LiteralPath $http).GetValue('ErrorLoggingDir') }
if (-not $errors) { $errors = "$env:SystemRoot\System32\LogFiles" }
$errors = [Environment]::ExpandEnvironmentVariables($errors)
$errorLog = Read-Log "$errors\HTTPERR" '*.log' @('date', 'time', 'sc-status', 's-siteid', 's-reason') $takeError

@{
    time        = $now.ToString('yyyy-MM-dd HH:mm:ss', $culture)
    since       = $since
    format      = [int] $settings.GetAttributeValue('logFormat')
    enabled     = [bool] $settings.GetAttributeValue('enabled')
    central     = $central
    targets     = $(if ($known -contains 'logTargetW3C') { [int] $settings.GetAttributeValue('logTargetW3C') } else { 1 })
    site        = $siteLog + @{ minutes = @($siteMinutes.Values); rows = @($rows); clients = @($clients.Values) }
    http_errors = $errorLog + @{ minutes = @($errorMinutes.Values) }
}
