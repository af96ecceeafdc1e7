# data: an alias that a module exports
param($Arguments, $Secrets)
1, 2 | % { $_ }
