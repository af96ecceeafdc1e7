// Who runs a job, and whether as an administrator. A worker runs one job at a time. As accelerators these types stand for
// those of .NET, which work on Windows only.
namespace NlbKerberos.Lab
{
    public sealed class CurrentIdentity
    {
        public static bool Administrator { get; set; }
        public string Name { get { return @"EXAMPLE\ansible"; } }
        public static CurrentIdentity GetCurrent() { return new CurrentIdentity(); }
    }

    public sealed class CurrentPrincipal
    {
        public CurrentPrincipal(CurrentIdentity identity) { }
        public bool IsInRole(int builtIn) { return CurrentIdentity.Administrator && builtIn == 544; }
    }
}
