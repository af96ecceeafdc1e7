# The names of this computer, as it gives them itself. Nothing is decided here.
# data: {"name": of NetBIOS, "host_name": of DNS, which may be longer, "domain": that it is a member of, "member": whether it is}
param($Arguments, $Secrets)

$computer = Get-CimInstance -ClassName Win32_ComputerSystem
@{
    name      = [string] $computer.Name
    host_name = [string] $computer.DNSHostName
    domain    = [string] $computer.Domain
    member    = [bool] $computer.PartOfDomain
}
