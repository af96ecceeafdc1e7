// Where everything begins. Making one opens nothing: errors surface where something is read.
namespace Microsoft.Web.Administration
{
    using System;
    using NlbKerberos.Lab;

    public sealed class ServerManager : IDisposable
    {
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
            get { return store.Collection<ApplicationPoolCollection>("system.applicationHost/applicationPools"); }
        }

        public SiteCollection Sites { get { return store.Sites; } }

        public Configuration GetApplicationHostConfiguration() { return store.Host; }

        public Configuration GetRedirectionConfiguration() { return new Configuration(store.Redirection); }

        public Configuration GetWebConfiguration(string siteName)
        {
            var site = store.Sites[siteName];
            if (site == null) { throw Errors.UnknownPath(store.ApplicationHost.Path, siteName); }
            return site.GetWebConfiguration();
        }

        public void CommitChanges() { store.Commit(); }

        public void Dispose() { }
    }
}
