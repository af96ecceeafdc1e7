# What Group Policy shows of what it has applied, and whether secedit exports the user rights.
# data: {"logging": the policy RSoPLogging or null, "policies": number or null, "rights": number or null, "problem",
#        "secedit": its exit code, "secedit_ms", "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1

$key = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\System'
$logging = if (Test-Path -LiteralPath $key) { (Get-Item -LiteralPath $key).GetValue('RSoPLogging') } else { $null }

$policies = $rights = $null
$problem = ''
try {
    $policies = @(Get-CimInstance -Namespace root/rsop/computer -ClassName RSOP_GPO).Count
    $rights = @(Get-CimInstance -Namespace root/rsop/computer -ClassName RSOP_UserPrivilegeRight).Count
}
catch { $problem = $_.Exception.GetBaseException().Message.Trim() }

$before = $clock.ElapsedMilliseconds
$file = Join-Path -Path $env:SystemRoot -ChildPath "Temp\nlb.kerberos.$([Guid]::NewGuid()).inf"
try {
    $null = & "$env:SystemRoot\System32\secedit.exe" /export /areas USER_RIGHTS /cfg $file /quiet
    $code = $LASTEXITCODE
}
finally { if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file } }

@{
    logging = $logging; policies = $policies; rights = $rights; problem = $problem; secedit = [int] $code
    secedit_ms = [int] ($clock.ElapsedMilliseconds - $before); ms = [int] $clock.ElapsedMilliseconds
}
