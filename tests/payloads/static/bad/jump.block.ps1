# data: a continue that looks like being in a loop
param($Arguments, $Secrets)
foreach ($item in 1, 2) { $item | ForEach-Object { if ($_ -eq 1) { continue } } }
