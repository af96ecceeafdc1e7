# state.made_up in the registry.

$currentVersion = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'

function Enter-made_up($Concern) {
    $null = $Machine.Make($currentVersion)
    Set-RegistryData $currentVersion RegisteredOrganization $Concern.banner
}

function Exit-made_up($Concern) { $Concern.banner = Get-RegistryData $currentVersion RegisteredOrganization }
