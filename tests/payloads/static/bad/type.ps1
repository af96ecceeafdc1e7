# data: a type that .NET Framework does not have
param($Arguments, $Secrets)
[Text.Json.JsonSerializer] -as [type]
