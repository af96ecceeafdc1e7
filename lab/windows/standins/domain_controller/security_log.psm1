# state.ticket_requests of a domain controller: its Security log, as EventLogReader shows it. An event is read one by one, the
# newest first where that is asked for. A log that cannot be read has a problem.

function New-EventReaderType([string] $TypeName, $ArgumentList) {
    switch ($TypeName.Split('.')[-1]) {
        'EventLogQuery' {
            $path, $kind, $query = $ArgumentList
            if ($path -ne 'Security' -or $kind -ne 'LogName' -or $query -ne '*[System[EventID=4769]]') { throw 'not emulated: another query' }
            return [pscustomobject]@{ PSTypeName = 'System.Diagnostics.Eventing.Reader.EventLogQuery'; ReverseDirection = $false }
        }
        'EventLogReader' { return New-SecurityLogReader $ArgumentList[0] }
        default { throw "not emulated: $TypeName" }
    }
}

function New-SecurityLogReader($Query) {
    if (-not $State.Contains('ticket_requests')) { throw [UnauthorizedAccessException]::new('Attempted to perform an unauthorized operation.') }
    $problem = $State['ticket_requests']['problem']
    if ($problem) { throw [UnauthorizedAccessException]::new($problem) }
    $number = 0
    $records = @(foreach ($one in @($State['ticket_requests']['events'])) {
        New-TicketRecord $one | Add-Member -MemberType NoteProperty -Name RecordId -Value ($number++) -PassThru
    })
    $records = @($records | Sort-Object -Property TimeCreated, RecordId)
    if ($Query.ReverseDirection) { [array]::Reverse($records) }
    $reader = [pscustomobject]@{ PSTypeName = 'System.Diagnostics.Eventing.Reader.EventLogReader'; Records = [Collections.Queue]::new($records); BatchSize = 64 }
    $reader | Add-Member -MemberType ScriptMethod -Name ReadEvent -Value {
        param($Timeout)
        if ($Timeout -isnot [TimeSpan] -or $Timeout -le [TimeSpan]::Zero) { throw 'not emulated: a read without a limit' }
        if ($this.BatchSize -ne 1) { throw 'not emulated: a batch, which is waited for' }
        if ($this.Records.Count) { $this.Records.Dequeue() }
    }
    $reader | Add-Member -MemberType ScriptMethod -Name Dispose -Value { } -PassThru
}

function New-TicketRecord($Request) {
    $data = -join @(foreach ($field in $Request.fields) { "<Data Name='$($field.name)'>$([Security.SecurityElement]::Escape($field.value))</Data>" })
    $xml = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID>4769</EventID></System><EventData>$data</EventData></Event>"
    $time = [DateTime]::ParseExact($Request.time, 'yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture, 'AssumeUniversal')
    $record = [pscustomobject]@{ PSTypeName = 'System.Diagnostics.Eventing.Reader.EventLogRecord'; Id = 4769; TimeCreated = $time; Xml = $xml }
    $record | Add-Member -MemberType ScriptMethod -Name ToXml -Value { $this.Xml }
    $record | Add-Member -MemberType ScriptMethod -Name Dispose -Value { } -PassThru
}
