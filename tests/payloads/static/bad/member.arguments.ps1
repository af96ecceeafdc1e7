# data: an overload that newer .NET has
param($Arguments, $Secrets)
'text'.Contains('T', 'OrdinalIgnoreCase')
