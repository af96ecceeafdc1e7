# One setting of a location as text, so that two of them can be compared: read, written, and as it is given.
# Payloads begin with these lines, after providers.ps1: all of them become one line there.
$folder = 'system.webServer/security/authentication'
$attributes = @{
    enabled = 'enabled'; use_kernel_mode = 'useKernelMode'; use_app_pool_credentials = 'useAppPoolCredentials'
}

# Clear, then in order: a provider that is added below inherited ones is offered after them.
function Set-Providers($Section, $Names) {
    $providers = $Section.GetCollection('providers')
    $providers.Clear()
    foreach ($name in $Names) {
        $entry = $providers.CreateElement('add')
        $entry.SetAttributeValue('value', [string] $name)
        $null = $providers.Add($entry)
    }
}

# One setting of one location, as text, so that two of them can be compared.
function Get-Setting($Sections, $Setting) {
    if ($Setting -eq 'anonymous') { return [string] $Sections.anonymous.GetAttributeValue('enabled') }
    if ($Setting -eq 'providers') { return (@(Get-Provider $Sections.windows) -join ',') }
    [string] $Sections.windows.GetAttributeValue($attributes[$Setting])
}

function Set-Setting($Sections, $Setting, [string] $Text) {
    if ($Setting -eq 'anonymous') { $Sections.anonymous.SetAttributeValue('enabled', [bool]::Parse($Text)) }
    elseif ($Setting -eq 'providers') { Set-Providers $Sections.windows @(if ($Text) { $Text -split ',' }) }
    else { $Sections.windows.SetAttributeValue($attributes[$Setting], [bool]::Parse($Text)) }
}

function Get-Sections($Configuration, $Name) {
    @{
        windows   = $Configuration.GetSection("$folder/windowsAuthentication", $Name)
        anonymous = $Configuration.GetSection("$folder/anonymousAuthentication", $Name)
    }
}

# Setting -> its value as text, of a location or of what is expected there.
function Get-Given($Object) {
    $settings = @{}
    foreach ($member in $Object.PSObject.Properties) {
        if ($member.Name -eq 'anonymous') { $settings.anonymous = [string] $member.Value }
        elseif ($member.Name -eq 'windows') {
            foreach ($one in $member.Value.PSObject.Properties) { $settings[$one.Name] = @($one.Value) -join ',' }
        }
    }
    $settings
}
