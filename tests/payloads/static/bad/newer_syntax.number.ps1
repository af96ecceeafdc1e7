# data: a number that 5.1 does not read
param($Arguments, $Secrets)
0b101
