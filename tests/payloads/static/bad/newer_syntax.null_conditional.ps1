# data: null-conditional access
param($Arguments, $Secrets)
${Arguments}?.Count
