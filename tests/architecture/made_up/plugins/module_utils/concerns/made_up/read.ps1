# The banner of this node: the organization that Windows is registered to.
# data: {"banner"}, null where there is none
param($Arguments, $Secrets)

$values = Get-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$banner = $null
if ($values -and $values.PSObject.Properties.Match('RegisteredOrganization').Count) {
    $banner = [string] $values.RegisteredOrganization
}
@{ banner = $banner }
