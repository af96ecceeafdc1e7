# Runs cases about the configuration API of IIS, one after the other, each over the files it is given.
# arguments: {"cases": [{id, files: {path below C:\: text or null}, script}]}
# data: {id: what the script returned, or {throws, hresult, message}}
param($Arguments, $Secrets)

Add-Type -Path C:\Windows\System32\inetsrv\Microsoft.Web.Administration.dll
$env:SITEROOT = 'C:\site'
$hostFile = 'C:\Windows\System32\inetsrv\config\applicationHost.config'
$original = Get-Content -LiteralPath $hostFile -Raw
$declarations = [regex]::Match($original, '(?s)<configSections>.*</configSections>').Value
$unlocked = $declarations -replace '(?<="windowsAuthentication" overrideModeDefault=)"Deny"', '"Allow"'

function Write-Given($Files) {
    Get-ChildItem -Path C:\site, C:\UNC -ErrorAction Ignore | Remove-Item -Recurse
    foreach ($file in $Files.PSObject.Properties) {
        $path = "C:\$($file.Name)"
        if ($null -eq $file.Value) { Remove-Item -LiteralPath $path -ErrorAction Ignore; continue }
        $null = New-Item -Path (Split-Path -Path $path -Parent) -ItemType Directory -Force
        $text = $file.Value.Replace('<configSections />', $declarations)
        $text = $text.Replace('<configSections unlocked="windowsAuthentication" />', $unlocked)
        Set-Content -LiteralPath $path -NoNewline -Value $text
    }
}

# What the cases are written with.
function New-Manager { New-Object -TypeName Microsoft.Web.Administration.ServerManager }
function Get-Authentication($Manager, $Location, $Name = 'windowsAuthentication') {
    $path = "system.webServer/security/authentication/$Name"
    if ($Location) { $Manager.GetApplicationHostConfiguration().GetSection($path, $Location) }
    else { $Manager.GetApplicationHostConfiguration().GetSection($path) }
}
function Get-WebAuthentication($Manager) {
    $configuration = $Manager.get_Sites()['Intranet'].GetWebConfiguration()
    $configuration.GetSection('system.webServer/security/authentication/windowsAuthentication')
}
function Get-Value($Element, [string[]] $Names) { foreach ($name in $Names) { $Element.GetAttributeValue($name) } }
function Get-Typed($Value) { @{ type = $Value.GetType().FullName; value = $Value } }
function Get-Provider($Section) {
    foreach ($one in $Section.GetCollection('providers')) { $one.GetAttributeValue('value') }
}
function Add-Provider($Section, [string[]] $Names) {
    $providers = $Section.GetCollection('providers')
    foreach ($name in $Names) {
        $element = $providers.CreateElement('add')
        $element.SetAttributeValue('value', $name)
        $null = $providers.Add($element)
    }
}
function Read-File { [xml] (Get-Content -LiteralPath $hostFile -Raw) }
function Get-XmlAttribute($Element) {
    $found = @{}
    foreach ($one in $Element.Attributes) { $found[$one.Name] = $one.Value }
    $found
}

$results = @{}
foreach ($case in $Arguments.cases) {
    try {
        Write-Given $case.files
        [NlbKerberos.Lab.IisServer]::Stopped = $false
        $manager = New-Manager
        $results[$case.id] = & ([scriptblock]::Create($case.script))
    }
    catch {
        $cause = $_.Exception.GetBaseException()
        $number = '0x{0:x8}' -f $cause.HResult
        $results[$case.id] = @{ throws = $cause.GetType().FullName; hresult = $number; message = $cause.Message }
    }
}
# The lab reads the node's state from it.
Set-Content -LiteralPath $hostFile -NoNewline -Value $original
$results
