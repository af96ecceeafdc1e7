// A section is read as a whole: what the schema does not know in it is an error, whatever part of it is read.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Linq;
    using System.Xml;

    internal static class Validation
    {
        public static void Check(ConfigurationElement element)
        {
            var own = element.Location.Find();
            if (own != null) { new Section(element.Location.File.Path).Check(own, element.Schema); }
            Merge(element);
        }

        // Two entries with one key are noticed as well, in whatever collection of the section.
        private static void Merge(ConfigurationElement element)
        {
            if (element.Schema.CollectionSchema != null) { new Directives(element).Entries(); }
            foreach (var child in element.Schema.Children.Where(one => !one.IsCollectionDefault))
            {
                Merge(element.GetChildElement(child.Name));
            }
        }

        private sealed class Section
        {
            private readonly string file;

            public Section(string file) { this.file = file; }

            public void Check(XmlElement own, ConfigurationElementSchema schema)
            {
                foreach (XmlAttribute attribute in own.Attributes)
                {
                    // lockItem, lockAttributes and the like are everywhere.
                    if (!attribute.Name.StartsWith("lock")) { Check(attribute, schema.Attribute(attribute.Name)); }
                }
                foreach (var child in own.ChildNodes.OfType<XmlElement>()) { CheckChild(child, schema); }
            }

            private void CheckChild(XmlElement child, ConfigurationElementSchema schema)
            {
                var collection = schema.CollectionSchema;
                if (schema.Child(child.Name) != null) { Check(child, schema.Child(child.Name)); return; }
                if (collection == null || !collection.IsDirective(child.Name))
                {
                    throw Errors.Invalid(file, "Unrecognized element '" + child.Name + "'");
                }
                Check(child, collection.Entry);
                if (child.Name != collection.AddElementNames) { return; }
                var missing = collection.Entry.Attributes.Find(one => one.IsRequired && !child.HasAttribute(one.Name));
                if (missing == null) { return; }
                throw Errors.Invalid(file, "Missing required attribute '" + missing.Name + "'");
            }

            private void Check(XmlAttribute attribute, ConfigurationAttributeSchema schema)
            {
                if (schema == null) { throw Errors.Invalid(file, "Unrecognized attribute '" + attribute.Name + "'"); }
                var cause = "The '" + attribute.Name + "' attribute is invalid. ";
                try { schema.Parse(attribute.Value); }
                catch (ArgumentException error) { throw Errors.Invalid(file, cause + error.Message); }
                catch (FormatException) { throw Errors.Invalid(file, cause); }
                catch (OverflowException) { throw Errors.Invalid(file, cause); }
            }
        }
    }
}
