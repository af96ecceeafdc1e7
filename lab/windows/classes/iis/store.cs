// What one ServerManager has read: files are opened when they are first asked for.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Collections.Generic;
    using System.IO;
    using System.Linq;
    using System.Xml;
    using NlbKerberos.Lab;

    internal sealed class Store
    {
        private readonly string given;
        private readonly Dictionary<string, ConfigurationFile> files =
            new Dictionary<string, ConfigurationFile>(StringComparer.OrdinalIgnoreCase);
        private Dictionary<string, ConfigurationElementSchema> schemas;

        public Store(string given, bool readOnly)
        {
            this.given = given;
            ReadOnly = readOnly;
        }

        public bool ReadOnly { get; private set; }


        public ConfigurationFile ApplicationHost
        {
            get { return Open(given ?? Shared() ?? IisServer.Folder + @"\applicationHost.config", false); }
        }

        public ConfigurationFile Redirection { get { return Open(IisServer.Folder + @"\redirection.config", false); } }
        public Configuration Host { get { return new Configuration(ApplicationHost); } }

        public ConfigurationFile Open(string path, bool mayBeAbsent)
        {
            if (!IisServer.Registered) { throw Errors.NotRegistered(); }
            if (!files.ContainsKey(path)) { files[path] = new ConfigurationFile(this, path, mayBeAbsent); }
            return files[path];
        }

        public ConfigurationElementSchema Schema(string section)
        {
            if (schemas == null)
            {
                var read = new XmlDocument { XmlResolver = null };
                read.LoadXml(File.ReadAllText(IisServer.Find(IisServer.Folder + @"\schema\IIS_schema.xml")));
                schemas = SchemaReader.Read(read);
            }
            ConfigurationElementSchema schema;
            if (schemas.TryGetValue(section, out schema)) { return schema; }
            throw new NotSupportedException("not emulated: section " + section);
        }

        public SiteCollection Sites { get { return Collection<SiteCollection>("system.applicationHost/sites"); } }

        public T Collection<T>(string section) where T : ConfigurationElement, new()
        {
            return Host.GetSection(section).As<T>();
        }

        public bool Knows(string site) { return Sites[site] != null; }

        // One write a file. What was read before can be read on; to change something, it has to be read again.
        public void Commit()
        {
            foreach (var file in files.Values.ToArray()) { file.Commit(); }
            ReadOnly = true;
        }

        // Where the configuration is shared with other servers, it is theirs that is read and written.
        private string Shared()
        {
            var section = new Configuration(Redirection).GetSection("configurationRedirection");
            if (!(bool)section["enabled"]) { return null; }
            return ((string)section["path"]).TrimEnd('\\') + @"\applicationHost.config";
        }
    }
}
