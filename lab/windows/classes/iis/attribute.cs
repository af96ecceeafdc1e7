// One attribute of an element.
namespace Microsoft.Web.Administration
{
    public sealed class ConfigurationAttribute
    {
        private readonly ConfigurationElement element;

        internal ConfigurationAttribute(ConfigurationElement element, ConfigurationAttributeSchema schema)
        {
            this.element = element;
            Schema = schema;
        }

        public ConfigurationAttributeSchema Schema { get; private set; }
        public string Name { get { return Schema.Name; } }
        public bool IsInheritedFromDefaultValue { get { return element.Text(Name) == null; } }

        public object Value
        {
            get { return element.GetAttributeValue(Name); }
            set { element.SetAttributeValue(Name, value); }
        }

        // Of the element's own location only: what is inherited is in effect again.
        public void Delete()
        {
            var own = element.Location.Find();
            if (own != null && own.HasAttribute(Name)) { element.Location.Make().RemoveAttribute(Name); }
        }
    }
}
