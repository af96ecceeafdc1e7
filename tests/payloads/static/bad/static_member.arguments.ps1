# data: an overload that newer .NET has
param($Arguments, $Secrets)
[IO.Path]::GetFullPath('Windows', 'C:\')
