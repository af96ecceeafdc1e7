# data: a break without a loop
param($Arguments, $Secrets)
if ($Arguments) { break }
