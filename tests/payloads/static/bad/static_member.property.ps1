# data: a static property that newer .NET has
param($Arguments, $Secrets)
[Environment]::ProcessPath
