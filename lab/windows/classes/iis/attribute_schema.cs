// The type of an attribute: which values it takes, how they stand in the file, and as what they come back.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Collections.Generic;
    using System.Globalization;
    using System.Linq;
    using System.Xml;

    public sealed class ConfigurationAttributeSchema
    {
        private readonly Dictionary<string, int> names = new Dictionary<string, int>(StringComparer.Ordinal);

        internal ConfigurationAttributeSchema(XmlElement read)
        {
            Name = read.GetAttribute("name");
            Type = read.GetAttribute("type");
            IsUniqueKey = read.GetAttribute("isUniqueKey") == "true";
            IsCombinedKey = read.GetAttribute("isCombinedKey") == "true";
            IsEncrypted = read.GetAttribute("encrypted") == "true";
            IsCaseSensitive = read.GetAttribute("caseSensitive") == "true";
            IsRequired = read.GetAttribute("required") == "true";
            foreach (var one in read.ChildNodes.OfType<XmlElement>())
            {
                names.Add(one.GetAttribute("name"), int.Parse(one.GetAttribute("value"), CultureInfo.InvariantCulture));
            }
            var none = Type != "string" && !read.HasAttribute("defaultValue");
            DefaultValue = none ? null : Parse(read.GetAttribute("defaultValue"));
        }

        public string Name { get; private set; }
        public string Type { get; private set; }
        public bool IsUniqueKey { get; private set; }
        public bool IsCombinedKey { get; private set; }
        public bool IsEncrypted { get; private set; }
        public bool IsCaseSensitive { get; private set; }
        public bool IsRequired { get; private set; }
        public object DefaultValue { get; private set; }

        internal bool Same(string one, string other)
        {
            return string.Equals(one ?? "", other ?? "",
                IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        }

        // FormatException, ArgumentException or OverflowException where the text is no such value.
        internal object Parse(string text)
        {
            switch (Type)
            {
                case "string": return IsEncrypted ? Encryption.Read(text) : text;
                case "bool": return bool.Parse(text);
                // Boxed Int32 and Int64, not the enumeration and not UInt32: so Windows' library gives them.
                case "enum": return Number(text);
                case "flags": return text.Split(',').Aggregate(0, (all, one) => all | Number(one.Trim()));
                case "uint": return (long)uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
                case "timeSpan": return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
                default: throw new NotSupportedException("not emulated: attributes of type " + Type);
            }
        }

        // The text for the file. InvalidCastException for a value of another type, or one that PowerShell wrapped.
        internal string Format(object value)
        {
            if (value == null) { throw new ArgumentNullException("value"); }
            switch (Type)
            {
                case "string": return IsEncrypted ? Encryption.Write((string)value) : (string)value;
                case "bool": return (bool)value ? "true" : "false";
                case "enum":
                case "flags": return value is string ? Named((string)value) : NameOf(Convert.ToInt32(value));
                case "uint": return Convert.ToUInt32(NoText(value)).ToString(CultureInfo.InvariantCulture);
                case "timeSpan": return ((TimeSpan)value).ToString("c", CultureInfo.InvariantCulture);
                default: throw new NotSupportedException("not emulated: attributes of type " + Type);
            }
        }

        private static object NoText(object value)
        {
            if (value is string) { throw new InvalidCastException(); }
            return value;
        }

        private string Named(string text)
        {
            Parse(text);
            return text;
        }

        private int Number(string name)
        {
            int number;
            if (!names.TryGetValue(name, out number)) { throw new ArgumentException(Expected); }
            return number;
        }

        private string NameOf(int number)
        {
            if (names.ContainsValue(number)) { return names.First(one => one.Value == number).Key; }
            var parts = names.Where(one => one.Value != 0 && (number & one.Value) == one.Value).ToArray();
            if (Type != "flags" || parts.Sum(one => one.Value) != number) { throw new ArgumentException(Expected); }
            return string.Join(",", parts.Select(one => one.Key));
        }

        private string Expected
        {
            get
            {
                var kind = Type == "enum" ? "Enum must be one of " : "Flags must be some combination of ";
                return kind + string.Join(", ", names.Keys);
            }
        }
    }
}
