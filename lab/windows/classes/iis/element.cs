// An element of the configuration: what its own location holds, else what it inherits, else the schema's default.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Linq;

    public class ConfigurationElement
    {
        internal Location Location { get; private set; }
        internal ConfigurationElement Inherited { get; private set; }
        internal ConfigurationElement Parent { get; private set; }

        public ConfigurationElementSchema Schema { get; private set; }
        public string ElementTagName { get { return Schema.Name; } }
        public bool IsLocallyStored { get { return Location.Find() != null; } }

        public ConfigurationAttribute[] Attributes
        {
            get { return Schema.Attributes.Select(one => new ConfigurationAttribute(this, one)).ToArray(); }
        }

        public object this[string attributeName]
        {
            get { return GetAttributeValue(attributeName); }
            set { SetAttributeValue(attributeName, value); }
        }

        public ConfigurationAttribute GetAttribute(string attributeName)
        {
            return new ConfigurationAttribute(this, SchemaOf(attributeName));
        }

        public object GetAttributeValue(string attributeName)
        {
            var schema = SchemaOf(attributeName);
            var text = Text(attributeName);
            return text == null ? schema.DefaultValue : schema.Parse(text);
        }

        public void SetAttributeValue(string attributeName, object value)
        {
            var schema = SchemaOf(attributeName);
            string text;
            try { text = schema.Format(value); }
            catch (ArgumentNullException) { throw; }
            catch (ArgumentException error) { throw Errors.Invalid(Location.File.Path, error.Message); }
            // Also where it is inherited already: Windows writes it down all the same.
            Location.Make().SetAttribute(attributeName, text);
        }

        public ConfigurationElement GetChildElement(string elementName)
        {
            return Child<ConfigurationElement>(elementName);
        }

        public ConfigurationElementCollection GetCollection()
        {
            if (Schema.CollectionSchema == null) { throw Errors.NoSuchAttribute(); }
            return As<ConfigurationElementCollection>();
        }

        public ConfigurationElementCollection GetCollection(string collectionName)
        {
            return GetChildElement(collectionName).GetCollection();
        }

        public void Delete()
        {
            var own = Location.Find();
            if (own == null || own.ParentNode == null) { return; }
            Location.Make();
            own.ParentNode.RemoveChild(own);
        }

        internal void Attach(
            ConfigurationElementSchema schema, Location location, ConfigurationElement above, ConfigurationElement parent)
        {
            Schema = schema;
            Location = location;
            Inherited = above;
            Parent = parent;
        }

        // The same element in another form.
        internal T As<T>() where T : ConfigurationElement, new()
        {
            var other = new T();
            other.Attach(Schema, Location, Inherited, Parent);
            return other;
        }

        internal T Child<T>(string name) where T : ConfigurationElement, new()
        {
            var schema = Schema.Child(name);
            if (schema == null) { throw Errors.NoSuchAttribute(); }
            var inherits = Inherited != null && Inherited.Schema.Child(name) != null;
            var child = new T();
            child.Attach(schema, new ChildLocation(Location, name), inherits ? Inherited.GetChildElement(name) : null, this);
            return child;
        }

        // The value of an attribute in the files, here or above; null where none has it.
        internal string Text(string name)
        {
            var own = Location.Find();
            if (own != null && own.HasAttribute(name)) { return own.GetAttribute(name); }
            return Inherited == null ? null : Inherited.Text(name);
        }

        private ConfigurationAttributeSchema SchemaOf(string name)
        {
            var schema = Schema.Attribute(name);
            if (schema == null) { throw Errors.NoSuchAttribute(); }
            return schema;
        }
    }
}
