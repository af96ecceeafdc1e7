# Which library of IIS' configuration was loaded.
# data: {"version", "location", "from_cache": whether it is the one in the global assembly cache, "ms"}
param($Arguments, $Secrets)

#uses preflight/questions/clock.ps1
#uses facts/iis/library.ps1

$assembly = (New-Object -TypeName Microsoft.Web.Administration.ServerManager).GetType().Assembly
@{
    version    = [string] (Get-Item -LiteralPath $library).VersionInfo.FileVersion
    location   = [string] $assembly.Location
    from_cache = [bool] $assembly.GlobalAssemblyCache
    ms         = [int] $clock.ElapsedMilliseconds
}
