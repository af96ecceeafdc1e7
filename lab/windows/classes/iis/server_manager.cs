// Where everything begins. Making one opens nothing: errors surface where something is read.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Collections.Generic;
    using System.IO;
    using System.Linq;
    using System.Runtime.InteropServices;
    using NlbKerberos.Lab;

    public sealed class ServerManager : IDisposable
    {
        private const string Pools = "system.applicationHost/applicationPools";

        private readonly Store store;

        public ServerManager() : this(false, null) { }

        public ServerManager(string path) : this(false, path) { }

        public ServerManager(bool readOnly, string path)
        {
            if (!IisServer.Loaded)
            {
                throw new TypeLoadException("Cannot find type [Microsoft.Web.Administration.ServerManager]: "
                    + "verify that the assembly containing this type is loaded.");
            }
            // What PowerShell passes for $null is an empty text.
            store = new Store(string.IsNullOrEmpty(path) ? null : path, readOnly);
        }

        public ApplicationPoolCollection ApplicationPools
        {
            get { return store.Collection<ApplicationPoolCollection>(Pools); }
        }

        public SiteCollection Sites { get { return store.Sites; } }

        public Configuration GetApplicationHostConfiguration() { return store.Host; }

        public Configuration GetRedirectionConfiguration() { return new Configuration(store.Redirection); }

        public Configuration GetWebConfiguration(string siteName) { return GetWebConfiguration(siteName, "/"); }

        public Configuration GetWebConfiguration(string siteName, string virtualPath)
        {
            var site = store.Sites[siteName];
            if (site == null) { throw Errors.UnknownPath(store.ApplicationHost.Path, siteName); }
            return site.WebConfiguration(virtualPath);
        }

        // The service hears of a pool's new identity and starts new worker processes; a stopped pool stays stopped.
        public void CommitChanges()
        {
            var before = Logons();
            store.Commit();
            foreach (var pool in new Store(null, true).Collection<ApplicationPoolCollection>(Pools))
            {
                string logon;
                var known = before.TryGetValue(pool.Name, out logon);
                if (known && logon != pool.Logon && IisRuntime.StateOf(IisRuntime.Pools, pool.Name) == "Started") { pool.Begin(); }
            }
        }

        private static Dictionary<string, string> Logons()
        {
            try
            {
                return new Store(null, true).Collection<ApplicationPoolCollection>(Pools)
                    .ToDictionary(one => one.Name, one => one.Logon);
            }
            // Another process has the file open, or it is damaged: the commit will fail with that.
            catch (IOException) { return new Dictionary<string, string>(); }
            catch (COMException) { return new Dictionary<string, string>(); }
        }

        public void Dispose() { }
    }
}
