// The add, remove and clear elements of one collection, and what they make of the entries inherited from above.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using System.Xml;

    internal sealed class Directives
    {
        private readonly ConfigurationElement owner;
        private readonly ConfigurationCollectionSchema schema;

        public Directives(ConfigurationElement owner)
        {
            this.owner = owner;
            schema = owner.Schema.CollectionSchema;
        }

        // Inherited entries come first.
        public List<ConfigurationElement> Entries()
        {
            var entries = Above();
            foreach (var one in Own())
            {
                if (one.Name == schema.ClearElementName) { entries.Clear(); }
                else if (one.Name != schema.RemoveElementName) { Add(entries, one); }
                else { entries.RemoveAll(entry => SameKey(entry.Text, one.GetAttribute)); }
            }
            return entries;
        }

        // Throws where one of them has one of these keys already.
        public void AssertNew(IEnumerable<ConfigurationElement> entries, Func<string, string> own)
        {
            var key = schema.Keys.FirstOrDefault(one => entries.Any(entry => Same(one, entry.Text, own)));
            if (key == null) { return; }
            throw Errors.Duplicate(owner.Location.File.Path, string.Format(
                key.Length == 1
                    ? "Cannot add duplicate collection entry of type '{0}' with unique key attribute '{1}' set to '{2}'"
                    : "Cannot add duplicate collection entry of type '{0}' with combined key attributes '{1}' "
                        + "respectively set to '{2}'",
                schema.AddElementNames, string.Join(", ", key.Select(one => one.Name)),
                string.Join(", ", key.Select(one => own(one.Name)))));
        }

        public bool Inherits { get { return Above().Count != 0; } }

        public IEnumerable<XmlElement> Own()
        {
            var own = owner.Location.Find();
            if (own == null) { return new XmlElement[0]; }
            return own.ChildNodes.OfType<XmlElement>().Where(one => schema.IsDirective(one.Name)).ToArray();
        }

        // After the last directive: default elements and the like follow the entries.
        public void Append(XmlElement entry)
        {
            var made = owner.Location.Make();
            var last = Own().LastOrDefault();
            if (last == null) { made.PrependChild(entry); } else { made.InsertAfter(entry, last); }
        }

        public void Remove(ConfigurationElement entry)
        {
            var made = owner.Location.Make();
            var own = entry.Location.Find();
            if (own != null) { made.RemoveChild(own); return; }
            var remove = owner.Location.File.Create(schema.RemoveElementName);
            foreach (var part in schema.Keys.SelectMany(key => key))
            {
                remove.SetAttribute(part.Name, entry.Text(part.Name));
            }
            Append(remove);
        }

        // <clear/> only where there is something above to be cleared.
        public void Clear()
        {
            var made = owner.Location.Make();
            foreach (var one in Own()) { made.RemoveChild(one); }
            if (Inherits) { Append(owner.Location.File.Create(schema.ClearElementName)); }
        }

        // The nearest default element stands beside the entries; farther ones (of all sites) fill in for it.
        public ConfigurationElement Defaults()
        {
            return DefaultsOf(owner, schema.DefaultElement);
        }

        public bool SameKey(Func<string, string> one, Func<string, string> other)
        {
            return schema.Keys.Any(key => Same(key, one, other));
        }

        private static bool Same(
            ConfigurationAttributeSchema[] key, Func<string, string> one, Func<string, string> other)
        {
            return key.All(part => part.Same(one(part.Name), other(part.Name)));
        }

        private List<ConfigurationElement> Above()
        {
            var above = owner.Inherited;
            if (above == null || above.Schema.CollectionSchema == null) { return new List<ConfigurationElement>(); }
            return new Directives(above).Entries().Select(entry => Entry(new UpperLocation(owner.Location), entry)).ToList();
        }

        private void Add(List<ConfigurationElement> entries, XmlElement own)
        {
            AssertNew(entries, own.GetAttribute);
            entries.Add(Entry(new EntryLocation(owner.Location, own), Defaults()));
        }

        private ConfigurationElement Entry(Location location, ConfigurationElement inherited)
        {
            var entry = new ConfigurationElement();
            entry.Attach(schema.Entry, location, inherited, owner);
            return entry;
        }

        private static ConfigurationElement DefaultsOf(ConfigurationElement element, string name)
        {
            if (element == null || name == "") { return null; }
            var farther = DefaultsOf(element.Parent, name);
            if (element.Schema.Child(name) == null) { return farther; }
            var defaults = new ConfigurationElement();
            defaults.Attach(element.Schema.Child(name), new ChildLocation(element.Location, name), farther, element);
            return defaults;
        }
    }
}
