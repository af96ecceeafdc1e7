# data: a property that nobody knows
param($Arguments, $Secrets)
$Arguments.colour_of_the_adapter
