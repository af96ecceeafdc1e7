# state.request_log as the files of the site's log and of http.sys; each file was made after those that stand before it.

function Enter-request_log($Concern) {
    $made = [DateTime]::new(2026, 1, 1, 0, 0, 0, [DateTimeKind]::Utc)
    foreach ($one in $Concern.files) {
        $file = [IO.FileInfo]::new("$Root/$($one.path.Substring(3).Replace('\', '/'))")
        $file.Directory.Create()
        [IO.File]::WriteAllText($file.FullName, (-join @(foreach ($line in $one.lines) { "$line`r`n" })))
        $made = $made.AddHours(1)
        $file.CreationTimeUtc = $file.LastWriteTimeUtc = $made
    }
}

# state.events as the System log has them.
function Show-Event($Filter) {
    if (-not $State.Contains('events')) { return }
    foreach ($one in $State['events']['events']) {
        $time = [DateTime]::ParseExact($one.time, 'yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture, 'AssumeUniversal')
        if ($one.provider -ne $Filter.ProviderName -or $Filter.Id -notcontains $one.id -or $time -lt $Filter.StartTime) { continue }
        $data = -join @(foreach ($field in $one.fields) {
            $value = [Security.SecurityElement]::Escape($field.value)
            if ($field.name -eq 'Binary') { "<Binary>$value</Binary>" }
            elseif ($field.name) { "<Data Name='$($field.name)'>$value</Data>" }
            else { "<Data>$value</Data>" }
        })
        $xml = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID Qualifiers='16384'>$($one.id)</EventID></System><EventData>$data</EventData></Event>"
        [pscustomobject]@{
            PSTypeName  = 'System.Diagnostics.Eventing.Reader.EventLogRecord'
            Id          = [int] $one.id
            TimeCreated = $time
            Properties  = @(foreach ($field in $one.fields) { [pscustomobject]@{ Value = $field.value } })
        } | Add-Member -MemberType ScriptMethod -Name ToXml -Value ([scriptblock]::Create("'$($xml.Replace("'", "''"))'")) -PassThru
    }
}
