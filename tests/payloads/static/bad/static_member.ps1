# data: a static method that newer .NET has
param($Arguments, $Secrets)
[IO.Path]::GetRelativePath('C:\', 'C:\Windows')
