# The providers of a section of Windows authentication, in their order; and those that it adds to the ones that it inherits.
# Payloads begin with these lines, after library.ps1: all of them become one line there. Without <clear/> all entries of a
# location count beside the inherited ones: a provider that the location above gets later is there twice, and IIS answers 500.19.
function Get-Provider($Section) {
    foreach ($entry in $Section.GetCollection('providers')) { [string] $entry.GetAttributeValue('value') }
}

function Get-OwnProvider($Section) {
    foreach ($entry in $Section.GetCollection('providers')) {
        if ($entry.get_IsLocallyStored()) { [string] $entry.GetAttributeValue('value') }
    }
}

# Beside inherited ones. Where nothing is inherited, a list with <clear/> and one without look the same: it counts where $Empty.
function Get-AddedProvider($Section, $Above, $Empty) {
    $own = @(Get-OwnProvider $Section)
    $beside = @(Get-Provider $Section).Count -gt $own.Count -or ($Empty -and -not @(Get-Provider $Above).Count)
    if ($own.Count -and $beside) { $own }
}

function Get-SectionAbove($Configuration, $Section, $At) {
    if (-not $At.Contains('/')) { return $Configuration.GetSection($Section) }
    $Configuration.GetSection($Section, $At.Substring(0, $At.LastIndexOf('/')))
}
