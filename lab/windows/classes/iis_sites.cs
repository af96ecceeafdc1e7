// Sites, their applications, and the folders behind those.
namespace Microsoft.Web.Administration
{
    using System;
    using NlbKerberos.Lab;

    public enum AuthenticationLogonMethod { Interactive = 0, Batch = 1, Network = 2, ClearText = 3 }

    public sealed class VirtualDirectory : ConfigurationElement
    {
        public string Path { get { return (string)GetAttributeValue("path"); } }

        // As it was written, variables and all.
        public string PhysicalPath
        {
            get { return (string)GetAttributeValue("physicalPath"); }
            set { SetAttributeValue("physicalPath", value); }
        }

        public string UserName
        {
            get { return (string)GetAttributeValue("userName"); }
            set { SetAttributeValue("userName", value); }
        }

        public AuthenticationLogonMethod LogonMethod
        {
            get { return (AuthenticationLogonMethod)(int)GetAttributeValue("logonMethod"); }
        }
    }

    public sealed class VirtualDirectoryCollection : ConfigurationElementCollectionBase<VirtualDirectory>
    {
        public new VirtualDirectory this[string path] { get { return Find("path", path); } }
    }

    public sealed class Application : ConfigurationElement
    {
        public string Path { get { return (string)GetAttributeValue("path"); } }

        public string ApplicationPoolName
        {
            get { return (string)GetAttributeValue("applicationPool"); }
            set { SetAttributeValue("applicationPool", value); }
        }

        public VirtualDirectoryCollection VirtualDirectories { get { return As<VirtualDirectoryCollection>(); } }

        // The web.config of its root folder, below that of the site's and all that applicationHost.config says of both.
        public Configuration GetWebConfiguration()
        {
            var root = Parent.As<ApplicationCollection>()["/"];
            var path = (Parent.Text("name") + Path).TrimEnd('/');
            if (root == null || Path == "/") { return new Configuration(Place.File, Web(), path); }
            return new Configuration(Place.File, root.Web(), Web(), path);
        }

        internal ConfigurationFile Web()
        {
            var root = VirtualDirectories["/"];
            // Windows was seen to fail so.
            if (root == null) { throw new NullReferenceException(); }
            var folder = Environment.ExpandEnvironmentVariables(root.PhysicalPath);
            return Place.File.Store.Open(folder + @"\web.config", true);
        }
    }

    public sealed class ApplicationCollection : ConfigurationElementCollectionBase<Application>
    {
        public new Application this[string path] { get { return Find("path", path); } }
    }

    public sealed class Site : ConfigurationElement
    {
        public string Name { get { return (string)GetAttributeValue("name"); } }
        public long Id { get { return (long)GetAttributeValue("id"); } }

        public ApplicationCollection Applications { get { return As<ApplicationCollection>(); } }

        public ConfigurationElementCollection Bindings { get { return GetCollection("bindings"); } }

        public ObjectState State
        {
            get
            {
                if (IisServer.Stopped) { throw Errors.NoState(); }
                return (ObjectState)Enum.Parse(typeof(ObjectState), IisRuntime.StateOf(IisRuntime.Sites, Name));
            }
        }

        public ObjectState Start() { return Become("Started"); }

        public ObjectState Stop() { return Become("Stopped"); }

        private ObjectState Become(string state)
        {
            if (IisServer.Stopped) { throw Errors.NoState(); }
            IisRuntime.Sites[Name] = state;
            return State;
        }

        // The web.config of the site's root folder, below what applicationHost.config says of the site.
        public Configuration GetWebConfiguration()
        {
            var application = Applications["/"];
            // So Windows says it, if only to who looks into the configuration.
            if (application == null) { throw Errors.UnknownPath(Place.File.Path, Name); }
            return new Configuration(Place.File, application.Web(), Name);
        }
    }

    public sealed class SiteCollection : ConfigurationElementCollectionBase<Site>
    {
        public new Site this[string name] { get { return Find("name", name); } }
    }
}
