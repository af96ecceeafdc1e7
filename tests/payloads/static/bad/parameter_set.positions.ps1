# data: more arguments than places
param($Arguments, $Secrets)
Join-Path C:\ Windows System32
