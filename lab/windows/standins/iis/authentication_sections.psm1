# The two sections of authentication in the terms of IIS' files: what of a state stands in a location tag or a web.config.

# A section of the state in the terms of the file.
function Get-SectionText($Location, [string] $Section) {
    if ($Section -eq 'anonymous') { return [ordered] @{ enabled = "$($Location.anonymous)".ToLower() } }
    $windows = $Location.windows
    $names = [ordered] @{ Proxy = 1; NoServiceNameCheck = 2; AllowDotlessSpn = 4; ProxyCohosting = 32 }
    $flags = @(foreach ($name in $names.Keys) { if ($windows.flags -band $names[$name]) { $name } })
    [ordered] @{
        enabled = "$($windows.enabled)".ToLower(); useKernelMode = "$($windows.use_kernel_mode)".ToLower()
        useAppPoolCredentials = "$($windows.use_app_pool_credentials)".ToLower()
        providers = $windows.providers -join ','; tokenChecking = $windows.token_checking
        flags = $(if ($flags) { $flags -join ',' } else { 'None' }); spns = $windows.spns -join ','
    }
}

function Select-Different($Own, $Other) {
    $different = @{}
    foreach ($name in $Own.Keys) { if ($Own[$name] -cne $Other[$name]) { $different[$name] = $Own[$name] } }
    $different
}

# A tag for each section: whether it may be overridden is set for all that stands in one tag.
function Add-LocationSection($File, [string] $Location, [string] $Section, $Settings, $Mode) {
    $tag = $File.DocumentElement.AppendChild($File.CreateElement('location'))
    $tag.SetAttribute('path', $Location)
    $tag.SetAttribute('overrideMode', $(if ($Mode) { $Mode } else { 'Inherit' }))
    Set-Section $tag $Section $Settings
}

function Write-WebSection([string] $Folder, [string] $Section, $Settings) {
    $path = [NlbKerberos.Lab.IisServer]::Find("$Folder\web.config")
    $text = $(if ([IO.File]::Exists($path)) { [IO.File]::ReadAllText($path) })
    $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
    $file = [xml] $(if ($text) { $text } else { '<configuration />' })
    Set-Section $file.DocumentElement $Section $Settings
    [IO.File]::WriteAllText($path, $file.OuterXml)
}

function Set-Section($Parent, [string] $Section, $Settings) {
    foreach ($name in "$authentication/${Section}Authentication".Split('/')) { $Parent = Get-Element $Parent $name }
    foreach ($name in $Settings.Keys) {
        switch ($name) {
            'providers' { Set-Entries (Get-Element $Parent providers) clear add value $Settings[$name] }
            'added' { Add-Entry (Get-Element $Parent providers) add value $Settings[$name] }
            'spns' { Set-Entries (Get-Element $Parent extendedProtection) clearSpns spn name $Settings[$name] }
            { $_ -in 'tokenChecking', 'flags' } {
                (Get-Element $Parent extendedProtection).SetAttribute($name, $Settings[$name])
            }
            default { $Parent.SetAttribute($name, $Settings[$name]) }
        }
    }
}

function Get-Element($Parent, [string] $Name) {
    $found = $Parent.SelectSingleNode($Name)
    if ($found) { $found } else { $Parent.AppendChild($Parent.OwnerDocument.CreateElement($Name)) }
}

function Set-Entries($Element, [string] $Clear, [string] $Add, [string] $Attribute, [string] $Values) {
    $null = $Element.AppendChild($Element.OwnerDocument.CreateElement($Clear))
    Add-Entry $Element $Add $Attribute $Values
}

function Add-Entry($Element, [string] $Add, [string] $Attribute, [string] $Values) {
    foreach ($value in $Values.Split(',', [StringSplitOptions]::RemoveEmptyEntries)) {
        $entry = $Element.AppendChild($Element.OwnerDocument.CreateElement($Add))
        $entry.SetAttribute($Attribute, $value)
    }
}

# A provider that the location inherits, once more: its section cannot be read.
function Add-DuplicateProvider($File, [string] $Location, [string] $Provider) {
    Add-LocationSection $File $Location windows @{ added = $Provider } $null
}

# Whether the module of Windows authentication is in use at one location.
function Add-LocationModule($File, [string] $Location, [bool] $Used) {
    $tag = $File.DocumentElement.AppendChild($File.CreateElement('location'))
    $tag.SetAttribute('path', $Location)
    $modules = Get-Element (Get-Element $tag system.webServer) modules
    $entry = $modules.AppendChild($File.CreateElement($(if ($Used) { 'add' } else { 'remove' })))
    $entry.SetAttribute('name', 'WindowsAuthenticationModule')
}
