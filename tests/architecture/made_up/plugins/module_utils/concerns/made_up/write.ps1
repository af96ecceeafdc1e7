# Sets the banner of this node.
# arguments: {"banner"}, null takes it away
param($Arguments, $Secrets)

$key = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
if ($null -eq $Arguments.banner) { Remove-ItemProperty -LiteralPath $key -Name RegisteredOrganization }
else {
    $null = New-ItemProperty -LiteralPath $key -Name RegisteredOrganization -PropertyType String -Value $Arguments.banner -Force
}
@{}
