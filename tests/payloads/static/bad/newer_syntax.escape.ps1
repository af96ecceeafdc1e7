# data: an escape that came after 5.1
param($Arguments, $Secrets)
"`u{263A}"
