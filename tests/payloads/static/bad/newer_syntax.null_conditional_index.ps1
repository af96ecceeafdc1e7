# data: null-conditional index
param($Arguments, $Secrets)
${Arguments}?[0]
