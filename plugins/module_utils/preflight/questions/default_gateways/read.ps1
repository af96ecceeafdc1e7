# Which adapters have a default gateway: by one of these, Windows reaches other networks, with an address of that adapter.
# data: {"adapters": [{index, gateways: []}]: those with IP, "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1

$adapters = @(foreach ($one in Get-CimInstance -ClassName Win32_NetworkAdapterConfiguration -Filter 'IPEnabled = TRUE') {
    @{ index = [int] $one.InterfaceIndex; gateways = @(foreach ($gateway in $one.DefaultIPGateway) { [string] $gateway }) }
})
@{ adapters = $adapters; ms = [int] $clock.ElapsedMilliseconds }
