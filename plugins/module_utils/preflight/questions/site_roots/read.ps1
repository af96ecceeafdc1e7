# The folders of the site: links or not, and how long the paths below them are. No name of a file leaves this node.
# arguments: {"site"}
# data: {"long_paths": whether this process takes paths of 260 characters and more,
#        "roots": [{path, link: its kind, "" for none, target, longest: characters of the longest path, objects, complete,
#                   problem, ms}], "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1
#uses facts/iis/library.ps1
#uses facts/iis/site.ps1

$bound = 20000

# Only the text of the path is looked at.
function Test-LongPath { try { $null = [IO.Path]::GetFullPath('C:\' + ('x\' * 150)); $true } catch { $false } }

# Links below a root are not followed: no site serves one of a folder above by intention.
function Measure-Root($Item, $Path) {
    $longest, $objects, $queue = $Path.Length, 1, [Collections.Generic.Queue[object]]::new()
    $queue.Enqueue(@($Item, $Path.TrimEnd('\').Length))
    while ($queue.Count -and $objects -lt $bound) {
        $folder, $length = $queue.Dequeue()
        foreach ($one in $folder.GetFileSystemInfos()) {
            $objects++
            $own = $length + 1 + $one.Name.Length
            if ($own -gt $longest) { $longest = $own }
            if ($one -is [IO.DirectoryInfo] -and -not ($one.Attributes -band [IO.FileAttributes]::ReparsePoint)) { $queue.Enqueue(@($one, $own)) }
        }
    }
    @{ longest = $longest; objects = $objects; complete = -not $queue.Count }
}

function Get-RootFact($Path) {
    $before = $clock.ElapsedMilliseconds
    $answer = @{ path = $Path; link = ''; target = ''; longest = 0; objects = 0; complete = $false; problem = '' }
    try {
        $item = Get-Item -LiteralPath $Path -Force
        if ($item.LinkType) { $answer.link, $answer.target = [string] $item.LinkType, [string] $item.Target }
        $found = Measure-Root $item $Path
        foreach ($name in @($found.Keys)) { $answer[$name] = $found[$name] }
    }
    catch { $answer.problem = $_.Exception.GetBaseException().Message.Trim() }
    $answer.ms = [int] ($clock.ElapsedMilliseconds - $before)
    $answer
}

$paths = @(foreach ($application in $site.get_Applications()) {
    foreach ($directory in $application.get_VirtualDirectories()) {
        $path = [Environment]::ExpandEnvironmentVariables([string] $directory.get_PhysicalPath()).Replace('/', '\')
        if ($path -and -not $path.StartsWith('\\')) { $path }
    }
})
$roots = @(foreach ($path in $paths | Select-Object -Unique) { Get-RootFact $path })
@{ long_paths = Test-LongPath; roots = $roots; ms = [int] $clock.ElapsedMilliseconds }
