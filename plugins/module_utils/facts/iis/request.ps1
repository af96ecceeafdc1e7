# One HTTP request of this node to itself, without credentials, which makes IIS start a worker process. Payloads begin with
# these lines: all of them become one line there.
# A certificate is not validated: the name in it is the site's, and nothing secret is sent.

# An address of every interface is asked at this node's own.
function Get-OwnAddress($Address) {
    if ($Address -in '*', '', '0.0.0.0') { return '127.0.0.1' }
    if ($Address -eq '[::]') { return '::1' }
    $Address.Trim('[', ']')
}

# Where a site is asked: {secure, address, port, name}, http before https. A host name may begin with *.
function Get-WebTarget($Site) {
    foreach ($protocol in 'http', 'https') {
        foreach ($binding in $Site.get_Bindings()) {
            if ([string] $binding.GetAttributeValue('protocol') -ne $protocol) { continue }
            if ([string] $binding.GetAttributeValue('bindingInformation') -notmatch '^(.*):(\d+):([^:]*)$') { continue }
            $port, $name = [int] $Matches[2], $Matches[3]
            $own = Get-OwnAddress $Matches[1]
            if (-not $name) { $name = $own }
            @{ secure = $protocol -eq 'https'; address = $own; port = $port; name = $name -replace '^\*', $env:COMPUTERNAME }
        }
    }
}

# 4032: TLS 1.0 to 1.2, of which Windows takes what its policy allows; by itself, this .NET offers no more than 1.0.
function Open-WebStream($Client, $Target) {
    $stream = $Client.GetStream()
    if (-not $Target.secure) { return $stream }
    $any = [Net.Security.RemoteCertificateValidationCallback] { $true }
    $stream = New-Object -TypeName System.Net.Security.SslStream -ArgumentList $stream, $false, $any
    $stream.AuthenticateAsClient($Target.name, $null, [Security.Authentication.SslProtocols] 4032, $false)
    $stream
}

function Send-WebRequest($Stream, $Target, $Path) {
    $named = $Target.name
    if ($named -match ':') { $named = "[$named]" }
    if ($Target.port -notin 80, 443) { $named += ":$($Target.port)" }
    $text = "GET $Path HTTP/1.1`r`nHost: $named`r`nUser-Agent: nlb.kerberos`r`nConnection: close`r`n`r`n"
    $bytes = [Text.Encoding]::ASCII.GetBytes($text)
    $Stream.Write($bytes, 0, $bytes.Length)
}

# {status, schemes}: which authentication is offered, in its order. http.sys answers 503 where no worker process serves it.
function Get-WebAnswer($Target, $Path) {
    $address = [Net.IPAddress]::Parse($Target.address)
    $client = New-Object -TypeName System.Net.Sockets.TcpClient -ArgumentList $address.AddressFamily
    try {
        $client.SendTimeout = $client.ReceiveTimeout = 60000
        $client.Connect($address, $Target.port)
        $stream = Open-WebStream $client $Target
        Send-WebRequest $stream $Target $Path
        $reader = New-Object -TypeName System.IO.StreamReader -ArgumentList $stream
        $status, $schemes = 0, @()
        while ($line = $reader.ReadLine()) {
            if ($line -match '^HTTP/\d\.\d (\d{3})') { $status = [int] $Matches[1] }
            if ($line -match '^WWW-Authenticate: *([^ ]+)') { $schemes += $Matches[1] }
        }
        @{ status = $status; schemes = $schemes }
    }
    finally { $client.Close() }
}
