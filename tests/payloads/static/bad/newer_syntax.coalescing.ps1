# data: the null-coalescing operator
param($Arguments, $Secrets)
$Arguments ?? 'none'
