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

        // The Windows Process Activation Service hears of it later.
        public void CommitChanges()
        {
            if (Known() && IisRuntime.Held > 0 && Changed()) { IisRuntime.Held--; throw Errors.InUse(); }
            store.Commit();
            IisRuntime.Committed();
        }

        // Of the identities before the first commit; where another process has the file open, or it is damaged, the commit
        // will fail with that.
        private static bool Known()
        {
            try { return Logons.Known != null; }
            catch (IOException) { return false; }
            catch (COMException) { return false; }
        }

        private bool Changed()
        {
            return Logons.InFile(this).Any(one => Logons.Known.ContainsKey(one.Key) && Logons.Known[one.Key].Key != one.Value.Key);
        }

        public void Dispose() { }
    }
}
