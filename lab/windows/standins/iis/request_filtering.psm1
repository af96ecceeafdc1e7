# state.request_filtering as the module and the hidden segments of applicationHost.config, and of the web.config of an
# application whose segments are others. A problem is made real: a web.config that is no XML.

$requestFiltering = 'system.webServer/security/requestFiltering'

function Enter-request_filtering($Concern) {
    if (-not $State.Contains('iis') -or (Test-GivenConfiguration)) { return }
    $file = [xml] [IO.File]::ReadAllText("$Root/$iisHost")
    $script:commonSegments = @($file.SelectNodes('//hiddenSegments/add') | ForEach-Object { $_.GetAttribute('segment') }) -join ','
    foreach ($application in $Concern.applications) {
        $folder = Find-ApplicationFolder $application
        if (-not $folder -or $folder -like '\\*') { continue }
        if ($application.problem) { Write-DriveFile "$($folder.Substring(3).Replace('\', '/'))/web.config" '<configuration' }
        elseif ($application.hidden_segments -join ',' -cne (Find-SegmentAbove $application)) {
            Write-HiddenSegment $folder $application.hidden_segments
        }
    }
    if ($Concern.installed) { return }
    $module = $file.SelectSingleNode('//globalModules/add[@name="RequestFilteringModule"]')
    $null = $module.ParentNode.RemoveChild($module)
    Write-DriveFile $iisHost $file.OuterXml
    $script:iisBefore = $script:authenticationBefore = [IO.File]::ReadAllText("$Root/$iisHost")
    Set-WriteTime
}

# What an application has where its own web.config says nothing: what the site's root has.
function Find-SegmentAbove($Application) {
    $root = $State.request_filtering.applications | Where-Object { $_.site -eq $Application.site -and $_.path -eq '/' }
    if ($root -and $Application.path -ne '/') { $root.hidden_segments -join ',' } else { $commonSegments }
}

function Find-ApplicationFolder($Application) {
    foreach ($site in $State.iis.sites) {
        foreach ($one in $site.applications) {
            if ($site.name -ne $Application.site -or $one.path -ne $Application.path) { continue }
            foreach ($directory in $one.virtual_directories) { if ($directory.path -eq '/') { $directory.physical_path } }
        }
    }
}

# Instead of those that it would have from above.
function Write-HiddenSegment([string] $Folder, $Segments) {
    $path = [NlbKerberos.Lab.IisServer]::Find("$Folder\web.config")
    $text = $(if ([IO.File]::Exists($path)) { [IO.File]::ReadAllText($path) })
    $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
    $file = [xml] $(if ($text) { $text } else { '<configuration />' })
    $element = $file.DocumentElement
    foreach ($name in "$requestFiltering/hiddenSegments".Split('/')) { $element = Get-Element $element $name }
    Set-Entries $element clear add segment ($Segments -join ',')
    [IO.File]::WriteAllText($path, $file.OuterXml)
}
