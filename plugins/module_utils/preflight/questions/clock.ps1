# How long a question takes: what waits for other computers shows it here.
$clock = [Diagnostics.Stopwatch]::StartNew()
