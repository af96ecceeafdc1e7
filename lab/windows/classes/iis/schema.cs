// What a section may hold, according to IIS_schema.xml.
namespace Microsoft.Web.Administration
{
    using System.Collections.Generic;
    using System.Linq;
    using System.Xml;

    public sealed class ConfigurationElementSchema
    {
        internal readonly List<ConfigurationAttributeSchema> Attributes = new List<ConfigurationAttributeSchema>();
        internal readonly List<ConfigurationElementSchema> Children = new List<ConfigurationElementSchema>();

        internal ConfigurationElementSchema(string name) { Name = name; }

        public string Name { get; private set; }
        public bool IsCollectionDefault { get; internal set; }
        public ConfigurationAttributeSchema[] AttributeSchemas { get { return Attributes.ToArray(); } }
        public ConfigurationElementSchema[] ChildElementSchemas { get { return Children.ToArray(); } }
        public ConfigurationCollectionSchema CollectionSchema { get; internal set; }

        // Names are exact: Windows' rule for another case is not known.
        internal ConfigurationAttributeSchema Attribute(string name)
        {
            return Attributes.Find(one => one.Name == name);
        }

        internal ConfigurationElementSchema Child(string name)
        {
            return Children.Find(one => one.Name == name);
        }
    }

    public sealed class ConfigurationCollectionSchema
    {
        internal ConfigurationCollectionSchema(XmlElement read, ConfigurationElementSchema entry)
        {
            AddElementNames = read.GetAttribute("addElement");
            ClearElementName = read.GetAttribute("clearElement");
            RemoveElementName = read.GetAttribute("removeElement");
            DefaultElement = read.GetAttribute("defaultElement");
            Entry = entry;
        }

        public string AddElementNames { get; private set; }
        public string ClearElementName { get; private set; }
        public string RemoveElementName { get; private set; }

        internal string DefaultElement { get; private set; }
        internal ConfigurationElementSchema Entry { get; private set; }

        // Each unique key is one by itself; those that are combined are one together.
        internal IEnumerable<ConfigurationAttributeSchema[]> Keys
        {
            get
            {
                var combined = Entry.Attributes.Where(one => one.IsCombinedKey).ToArray();
                var unique = Entry.Attributes.Where(one => one.IsUniqueKey).Select(one => new[] { one });
                return combined.Length == 0 ? unique : unique.Concat(new[] { combined });
            }
        }

        internal bool IsDirective(string name)
        {
            return name == AddElementNames || name == ClearElementName || name == RemoveElementName;
        }
    }

    // In Windows' file an entry's attributes stand once more in its default element, and that one at every level from
    // its collection's up to the section's; here they are written only there.
    internal sealed class SchemaReader
    {
        private readonly XmlElement section;

        private SchemaReader(XmlElement section) { this.section = section; }

        public static Dictionary<string, ConfigurationElementSchema> Read(XmlDocument file)
        {
            return file.DocumentElement.ChildNodes.OfType<XmlElement>()
                .ToDictionary(one => one.GetAttribute("name"), one => new SchemaReader(one).Section());
        }

        private ConfigurationElementSchema Section()
        {
            var path = section.GetAttribute("name");
            return Fill(new ConfigurationElementSchema(path.Substring(path.LastIndexOf('/') + 1)), section);
        }

        private ConfigurationElementSchema Fill(ConfigurationElementSchema schema, XmlElement read)
        {
            foreach (var part in read.ChildNodes.OfType<XmlElement>())
            {
                if (part.Name == "attribute") { schema.Attributes.Add(new ConfigurationAttributeSchema(part)); }
                else if (part.Name == "collection") { schema.CollectionSchema = Collection(schema, part); }
                else if (schema.Child(part.GetAttribute("name")) == null)
                {
                    schema.Children.Add(Fill(new ConfigurationElementSchema(part.GetAttribute("name")), part));
                }
            }
            return schema;
        }

        private ConfigurationCollectionSchema Collection(ConfigurationElementSchema owner, XmlElement read)
        {
            var entry = Fill(new ConfigurationElementSchema(read.GetAttribute("addElement")), read);
            var name = read.GetAttribute("defaultElement");
            if (name != "")
            {
                owner.Children.AddRange(entry.Children.Where(one => one.IsCollectionDefault));
                var written = section.ChildNodes.OfType<XmlElement>().First(one => one.GetAttribute("name") == name);
                var also = Fill(new ConfigurationElementSchema(name) { IsCollectionDefault = true }, written);
                owner.Children.Add(also);
                var known = entry.Attributes.Select(one => one.Name).ToArray();
                entry.Attributes.AddRange(also.Attributes.Where(one => !known.Contains(one.Name)));
                entry.Children.AddRange(also.Children);
            }
            return new ConfigurationCollectionSchema(read, entry);
        }
    }
}
