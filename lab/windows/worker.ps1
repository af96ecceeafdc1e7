# Runs jobs one after the other, each in its own runspace; started once, because a new engine is slow at first.
# stdin, a line each: first {"sources", "assembly", "standins"}, then jobs {"script", "input": [lines], "state", "root"}
# stdout, a line for each job: its mark, then {"stdout", "stderr", "exit_code", "state"}; other lines are a job's own
# All of it is JSON in ASCII, so that no encoding of a console matters.
$ErrorActionPreference = 'Stop'
$start = ConvertFrom-Json -InputObject ([Console]::In.ReadLine())
. "$PSScriptRoot/assembly.ps1"
Import-Assembly $start.sources $start.assembly
$standins = [scriptblock]::Create($start.standins)
$environment = [Environment]::GetEnvironmentVariables()

$initial = [initialsessionstate]::CreateDefault()
$registry = [Management.Automation.Runspaces.SessionStateProviderEntry]::new('Registry', [NlbKerberos.Lab.RegistryProvider], $null)
$initial.Providers.Add($registry)
[NlbKerberos.Lab.SessionTypes]::Share($initial)

$accelerators = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')
$accelerators::Add('Security.Principal.WindowsIdentity', [NlbKerberos.Lab.CurrentIdentity])
$accelerators::Add('Security.Principal.WindowsPrincipal', [NlbKerberos.Lab.CurrentPrincipal])

# Before the job: the drive, the stand-ins, and what the state has of registry and files. The version is the node's,
# not the engine's; the table is one for all runspaces, so every job sets it.
$prepare = {
    param($standins, $state, $root)
    $null = New-PSDrive -Name C -PSProvider FileSystem -Root $root -Scope Global
    $PSVersionTable['PSVersion'] = [Version] $state.computer.powershell
    $PSVersionTable['PSEdition'] = 'Desktop'
    [NlbKerberos.Lab.CurrentIdentity]::Administrator = $state.computer.administrator
    $node = New-Module -Name NlbKerberosNode -ScriptBlock $standins -ArgumentList @(
        $state, $root, (Get-PSProvider -PSProvider Registry).Machine)
    Import-Module -ModuleInfo $node -Global
    & $node { Invoke-Concern Enter }
    Set-Location -LiteralPath C:\
}
# After it: what registry and files hold now belongs to the state.
$conclude = { & (Get-Module -Name NlbKerberosNode) { Invoke-Concern Exit } }

function Invoke-Script($Runspace, [string] $Text, $Arguments, $Lines) {
    $shell = [powershell]::Create()
    try {
        $shell.Runspace = $Runspace
        # Added to the history, a script leaves $? behind as a console's does.
        $settings = [Management.Automation.PSInvocationSettings] @{ AddToHistory = $true }
        $null = $shell.AddScript($Text)
        foreach ($argument in $Arguments) { $null = $shell.AddArgument($argument) }
        $output = [Collections.Generic.List[psobject]]::new()
        $failure = $null
        try { $shell.Invoke($Lines, $output, $settings) } catch { $failure = $_.Exception.InnerException }
        @{ output = $output; errors = @($shell.Streams.Error); failure = $failure }
    }
    finally { $shell.Dispose() }
}

function Assert-Success($Step, [string] $What) {
    if ($Step.failure) { throw "${What}: $($Step.failure.ErrorRecord.ScriptStackTrace) $($Step.failure)" }
    if ($Step.errors.Count) { throw "${What}: $($Step.errors[0])" }
}

function Format-Line($Objects) {
    -join @(foreach ($object in $Objects) {
        foreach ($line in $(if ($object.BaseObject -is [string]) { $object } else { $object | Out-String -Stream })) { "$line`r`n" }
    })
}

function Get-ExitCode($Step, $JobHost, $Runspace) {
    if ($Step.failure) { return 1 }
    if ($null -ne $JobHost.ExitCode) { return $JobHost.ExitCode }
    if ($Runspace.SessionStateProxy.GetVariable('?')) { 0 } else { 1 }
}

function Invoke-Job($Job) {
    $jobHost = [NlbKerberos.Lab.JobHost]::new()
    $runspace = [runspacefactory]::CreateRunspace($jobHost, $initial)
    $runspace.Open()
    try {
        Assert-Success (Invoke-Script $runspace $prepare @($standins, $Job.state, $Job.root)) 'the stand-ins cannot show this state'
        $step = Invoke-Script $runspace $Job.script @() $Job.input
        $code = Get-ExitCode $step $jobHost $runspace
        # A job may have found, or made, its session constrained.
        $runspace.SessionStateProxy.LanguageMode = 'FullLanguage'
        Assert-Success (Invoke-Script $runspace $conclude @()) 'the state cannot be read back'
        $errors = @($step.errors) + @(if ($step.failure) { $step.failure.ErrorRecord })
        @{ stdout = $jobHost.Shown + (Format-Line $step.output); stderr = Format-Line $errors; exit_code = $code; state = $Job.state }
    }
    finally { $runspace.Dispose() }
}

function Restore-Environment {
    foreach ($name in [Environment]::GetEnvironmentVariables().Keys) {
        if (-not $environment.ContainsKey($name)) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
    }
    foreach ($name in $environment.Keys) { [Environment]::SetEnvironmentVariable($name, $environment[$name]) }
}

while ($null -ne ($line = [Console]::In.ReadLine())) {
    $answer = Invoke-Job ([NlbKerberos.Lab.Json]::Read($line))
    [Console]::Out.WriteLine("`nnlb.kerberos answer " + [NlbKerberos.Lab.Json]::Write($answer))
    Restore-Environment
}
