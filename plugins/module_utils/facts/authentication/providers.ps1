# The providers of a section of Windows authentication, in their order; and those that it adds to the ones that it inherits.
# Payloads begin with these lines, after library.ps1: each line is one statement. Without <clear/> all entries of a location count
# beside the inherited ones, so that a provider that the location above gets later is there twice: IIS answers 500.19 then.
function Get-Provider($Section) { foreach ($entry in $Section.GetCollection('providers')) { [string] $entry.GetAttributeValue('value') } }
function Get-OwnProvider($Section) { foreach ($entry in $Section.GetCollection('providers')) { if ($entry.get_IsLocallyStored()) { [string] $entry.GetAttributeValue('value') } } }
# Beside inherited ones. Where nothing is inherited, a list with and one without <clear/> look the same: it counts as well where $Empty.
function Get-AddedProvider($Section, $Above, $Empty) { $own = @(Get-OwnProvider $Section); if ($own.Count -and (@(Get-Provider $Section).Count -gt $own.Count -or ($Empty -and -not @(Get-Provider $Above).Count))) { $own } }
function Get-SectionAbove($Configuration, $Section, $At) { if ($At.Contains('/')) { $Configuration.GetSection($Section, $At.Substring(0, $At.LastIndexOf('/'))) } else { $Configuration.GetSection($Section) } }
