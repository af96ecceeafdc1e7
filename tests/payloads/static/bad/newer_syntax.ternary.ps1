# data: the ternary operator
param($Arguments, $Secrets)
$Arguments ? 1 : 2
