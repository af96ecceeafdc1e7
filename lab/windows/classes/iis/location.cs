// Where an element of the configuration stands in a file, or would stand if it were written there.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using System.Xml;

    internal abstract class Location
    {
        protected Location(ConfigurationFile file) { File = file; }

        public ConfigurationFile File { get; private set; }

        // Null where the file does not hold it.
        public abstract XmlElement Find();

        // Makes it where it is not, after the checks that every change has to pass.
        public abstract XmlElement Make();
    }

    // A section, at the root of the file or in the location tags of one path.
    internal sealed class SectionLocation : Location
    {
        private readonly string[] names;
        private readonly bool locked;

        public SectionLocation(ConfigurationFile file, string location, string section, bool locked) : base(file)
        {
            Location = location;
            names = section.Split('/');
            this.locked = locked;
        }

        public string Location { get; private set; }

        public override XmlElement Find() { return Containers().Select(Within).FirstOrDefault(one => one != null); }

        public override XmlElement Make()
        {
            if (locked) { throw Errors.Locked(File.Path); }
            File.Change();
            var found = Find();
            if (found != null) { return found; }
            var container = Containers().FirstOrDefault() ?? Tag();
            return names.Aggregate(container, File.Obtain);
        }

        // Of the tag that holds the section, else of any tag with that path; those without a path are Windows' own.
        public string OverrideMode
        {
            get
            {
                var tags = Containers().Where(one => one.Name == "location").ToArray();
                var tag = tags.FirstOrDefault(one => Within(one) != null) ?? tags.FirstOrDefault(one => Location != "");
                return tag == null || !tag.HasAttribute("overrideMode") ? "Inherit" : tag.GetAttribute("overrideMode");
            }
        }

        private IEnumerable<XmlElement> Containers()
        {
            // Sections of the root may stand in a location tag without a path: Windows' own file has them so.
            if (Location == "") { yield return File.Root; }
            var tags = File.Root.ChildNodes.OfType<XmlElement>().Where(one => one.Name == "location");
            foreach (var tag in tags)
            {
                if (tag.GetAttribute("path").Equals(Location, StringComparison.OrdinalIgnoreCase)) { yield return tag; }
            }
        }

        private XmlElement Within(XmlElement container) { return names.Aggregate(container, ConfigurationFile.Child); }

        private XmlElement Tag()
        {
            var tag = File.Append(File.Root, "location");
            tag.SetAttribute("path", Location);
            return tag;
        }
    }

    internal sealed class ChildLocation : Location
    {
        private readonly Location parent;
        private readonly string name;

        public ChildLocation(Location parent, string name) : base(parent.File)
        {
            this.parent = parent;
            this.name = name;
        }

        public override XmlElement Find() { return ConfigurationFile.Child(parent.Find(), name); }

        public override XmlElement Make()
        {
            return File.Obtain(parent.Make(), name);
        }
    }

    // One entry of a collection, or one that is to be added to it.
    internal sealed class EntryLocation : Location
    {
        private readonly Location collection;
        private readonly XmlElement entry;

        public EntryLocation(Location collection, XmlElement entry) : base(collection.File)
        {
            this.collection = collection;
            this.entry = entry;
        }

        public override XmlElement Find() { return entry; }

        public override XmlElement Make()
        {
            // An entry that is not added yet must not make its collection.
            if (entry.ParentNode != null) { collection.Make(); }
            else if (File.Store.ReadOnly) { throw Errors.ReadOnly(); }
            return entry;
        }
    }

    // An entry that only a level above has.
    internal sealed class UpperLocation : Location
    {
        public UpperLocation(Location collection) : base(collection.File) { }

        public override XmlElement Find() { return null; }

        public override XmlElement Make()
        {
            throw new NotSupportedException("not emulated: a change to an inherited entry of a collection");
        }
    }
}
