# What both sections of a location have, and whether two views of them are the same.
# Payloads begin with these lines, after providers.ps1: all of them become one line there.
function Get-Text($Collection, $Attribute) {
    foreach ($entry in $Collection) { [string] $entry.GetAttributeValue($Attribute) }
}

function Get-Windows($Section) {
    $protection = $Section.GetChildElement('extendedProtection')
    [ordered] @{
        enabled                  = [bool] $Section.GetAttributeValue('enabled')
        use_kernel_mode          = [bool] $Section.GetAttributeValue('useKernelMode')
        use_app_pool_credentials = [bool] $Section.GetAttributeValue('useAppPoolCredentials')
        providers                = @(Get-Provider $Section)
        token_checking           = ('None', 'Allow', 'Require')[[int] $protection.GetAttributeValue('tokenChecking')]
        flags                    = [int] $protection.GetAttributeValue('flags')
        spns                     = @(Get-Text $protection.GetCollection() name)
    }
}

# One view of both sections: as applicationHost.config has them for a path, or with web.config in them.
function Get-View($Windows, $Anonymous) {
    @{ windows = Get-Windows $Windows; anonymous = [bool] $Anonymous.GetAttributeValue('enabled') }
}

function Test-Same($One, $Other) {
    (ConvertTo-Json -InputObject $One -Compress) -ceq (ConvertTo-Json -InputObject $Other -Compress)
}
