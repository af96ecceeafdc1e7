// Sites, their applications, and the folders behind those.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Collections.Generic;
    using System.IO;
    using System.Linq;
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

        public Configuration GetWebConfiguration() { return Parent.As<Site>().WebConfiguration(Path); }
    }

    public sealed class ApplicationCollection : ConfigurationElementCollectionBase<Application>
    {
        public new Application this[string path] { get { return Find("path", path); } }
    }

    public sealed class Site : ConfigurationElement
    {
        public string Name { get { return (string)GetAttributeValue("name"); } }
        public long Id { get { return (long)GetAttributeValue("id"); } }
        public bool ServerAutoStart { get { return (bool)GetAttributeValue("serverAutoStart"); } }

        public ApplicationCollection Applications { get { return As<ApplicationCollection>(); } }

        public ConfigurationElementCollection Bindings { get { return GetCollection("bindings"); } }

        public ObjectState State { get { return IisRuntime.StateOf(IisRuntime.Sites, Name); } }

        public ObjectState Start() { return IisRuntime.Become(IisRuntime.Sites, Name, "Started"); }

        public ObjectState Stop() { return IisRuntime.Become(IisRuntime.Sites, Name, "Stopped"); }

        public Configuration GetWebConfiguration() { return WebConfiguration("/"); }

        // The web.config of this path's folder, below those of the folders above it by URL, wherever on a disk they are.
        internal Configuration WebConfiguration(string virtualPath)
        {
            var names = virtualPath.Split(new[] { '/' }, StringSplitOptions.RemoveEmptyEntries);
            var webs = new Dictionary<string, ConfigurationFile>(StringComparer.OrdinalIgnoreCase);
            for (var count = 0; count <= names.Length; count++)
            {
                var path = "/" + string.Join("/", names.Take(count));
                bool root;
                var folder = Folder(path, out root);
                if (!root && count < names.Length && !Directory.Exists(IisServer.Find(folder))) { continue; }
                webs[(Name + path).TrimEnd('/')] = Location.File.Store.Open(folder + @"\web.config", true);
            }
            return new Configuration(Location.File, webs, (Name + "/" + string.Join("/", names)).TrimEnd('/'));
        }

        // root: whether it is that of a virtual directory, and not a folder in one.
        private string Folder(string path, out bool root)
        {
            var application = Longest(Applications, one => one.Path, path);
            // So Windows reports it, but only where the configuration is read.
            if (application == null) { throw Errors.UnknownPath(Location.File.Path, Name); }
            var rest = "/" + path.Substring(application.Path.TrimEnd('/').Length).TrimStart('/');
            var directory = Longest(application.VirtualDirectories, one => one.Path, rest);
            // Windows was seen to fail so.
            if (directory == null) { throw new NullReferenceException(); }
            var below = rest.Substring(directory.Path.TrimEnd('/').Length).Trim('/').Replace('/', '\\');
            root = below == "";
            var folder = Environment.ExpandEnvironmentVariables(directory.PhysicalPath);
            return root ? folder : folder.TrimEnd('\\') + "\\" + below;
        }

        private static T Longest<T>(IEnumerable<T> items, Func<T, string> pathOf, string path) where T : class
        {
            return items.Where(one => (path.TrimEnd('/') + "/").StartsWith(pathOf(one).TrimEnd('/') + "/",
                StringComparison.OrdinalIgnoreCase)).OrderByDescending(one => pathOf(one).Length).FirstOrDefault();
        }
    }

    public sealed class SiteCollection : ConfigurationElementCollectionBase<Site>
    {
        public new Site this[string name] { get { return Find("name", name); } }
    }
}
