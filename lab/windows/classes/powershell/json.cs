// The node's state as PowerShell sees it: dictionaries that keep their order and take names in any case, lists that grow.
// ConvertFrom-Json is not used for it because its versions differ in what they take for a date.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections;
    using System.Collections.Generic;
    using System.Collections.Specialized;
    using System.IO;
    using System.Management.Automation;
    using System.Text;
    using System.Text.Json;

    public static class Json
    {
        public static object Read(string text)
        {
            using (var document = JsonDocument.Parse(text)) { return Read(document.RootElement); }
        }

        private static object Read(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object: return ReadObject(element);
                case JsonValueKind.Array: return ReadArray(element);
                case JsonValueKind.String: return element.GetString();
                case JsonValueKind.Number: return ReadNumber(element);
                case JsonValueKind.True: return true;
                case JsonValueKind.False: return false;
                default: return null;
            }
        }

        private static OrderedDictionary ReadObject(JsonElement element)
        {
            var read = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
            foreach (var member in element.EnumerateObject()) { read.Add(member.Name, Read(member.Value)); }
            return read;
        }

        private static List<object> ReadArray(JsonElement element)
        {
            var read = new List<object>();
            foreach (var item in element.EnumerateArray()) { read.Add(Read(item)); }
            return read;
        }

        private static object ReadNumber(JsonElement element)
        {
            int small;
            long large;
            if (element.TryGetInt32(out small)) { return small; }
            if (element.TryGetInt64(out large)) { return large; }
            return element.GetDouble();
        }

        public static string Write(object value)
        {
            using (var text = new MemoryStream())
            {
                using (var writer = new Utf8JsonWriter(text)) { Write(writer, value); }
                return Encoding.UTF8.GetString(text.ToArray());
            }
        }

        private static void Write(Utf8JsonWriter writer, object value)
        {
            var wrapped = value as PSObject;
            if (wrapped != null) { value = wrapped.BaseObject; }
            if (value == null) { writer.WriteNullValue(); }
            else if (value is string) { writer.WriteStringValue((string)value); }
            else if (value is bool) { writer.WriteBooleanValue((bool)value); }
            else if (value is IDictionary) { WriteObject(writer, (IDictionary)value); }
            else if (value is IEnumerable) { WriteArray(writer, (IEnumerable)value); }
            else { WriteNumber(writer, value); }
        }

        private static void WriteObject(Utf8JsonWriter writer, IDictionary value)
        {
            writer.WriteStartObject();
            foreach (DictionaryEntry member in value)
            {
                writer.WritePropertyName((string)member.Key);
                Write(writer, member.Value);
            }
            writer.WriteEndObject();
        }

        private static void WriteArray(Utf8JsonWriter writer, IEnumerable value)
        {
            writer.WriteStartArray();
            foreach (var item in value) { Write(writer, item); }
            writer.WriteEndArray();
        }

        private static void WriteNumber(Utf8JsonWriter writer, object value)
        {
            if (value is double) { writer.WriteNumberValue((double)value); }
            else if (value is int || value is long || value is uint) { writer.WriteNumberValue(Convert.ToInt64(value)); }
            else { throw new ArgumentException("a node's state cannot hold a " + value.GetType().FullName); }
        }
    }
}
