# What this session may do, and what this computer writes down of it. Policies that are not set are null.
# data: {"user", "in_domain", "domain", "language_mode", "execution_policy": the one in effect, "module_logging",
#        "script_block_logging", "transcription", "culture", "installed_culture", "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1

function Get-LoggingPolicy($Key, $Name) {
    $path = "HKLM:\SOFTWARE\Policies\Microsoft\Windows\PowerShell\$Key"
    if (Test-Path -LiteralPath $path) { (Get-Item -LiteralPath $path).GetValue($Name) } else { $null }
}

$computer = Get-CimInstance -ClassName Win32_ComputerSystem
@{
    user                 = [Security.Principal.WindowsIdentity]::GetCurrent().Name
    in_domain            = [bool] $computer.PartOfDomain
    domain               = [string] $computer.Domain
    language_mode        = [string] $ExecutionContext.SessionState.LanguageMode
    execution_policy     = [string] (Get-ExecutionPolicy)
    module_logging       = Get-LoggingPolicy ModuleLogging EnableModuleLogging
    script_block_logging = Get-LoggingPolicy ScriptBlockLogging EnableScriptBlockLogging
    transcription        = Get-LoggingPolicy Transcription EnableTranscripting
    culture              = [string] [Globalization.CultureInfo]::CurrentUICulture.Name
    installed_culture    = [string] [Globalization.CultureInfo]::InstalledUICulture.Name
    ms                   = [int] $clock.ElapsedMilliseconds
}
