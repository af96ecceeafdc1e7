# data: the null-coalescing assignment
param($Arguments, $Secrets)
$Arguments ??= 'none'
