// The registry provider: values of keys.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.ObjectModel;
    using System.IO;
    using System.Linq;
    using System.Management.Automation;
    using System.Management.Automation.Provider;
    using System.Reflection;
    using Microsoft.Win32;

    public sealed class SetPropertyParameters
    {
        [Parameter] public RegistryValueKind Type { get; set; }
    }

    public sealed partial class RegistryProvider
    {
        public void GetProperty(string path, Collection<string> names)
        {
            var key = FindOrComplain(path);
            if (key == null) { return; }
            var found = new PSObject();
            foreach (var name in Matching(key, names, path)) { found.Properties.Add(new PSNoteProperty(name, key.GetValue(name))); }
            // A key without values gives no object at all, as on Windows.
            if (found.Properties.Any()) { WritePropertyObject(found, path); }
        }

        private string[] Matching(Key key, Collection<string> names, string path)
        {
            if (names == null || names.Count == 0) { return key.GetValueNames(); }
            return names.SelectMany(name => Matching(key, name, path)).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        }

        // With -LiteralPath the name of a value is taken as it is too, as the provider of Windows does.
        private string[] Matching(Key key, string name, string path)
        {
            var literal = IsLiteral;
            var pattern = new WildcardPattern(literal ? WildcardPattern.Escape(name) : name, WildcardOptions.IgnoreCase);
            var found = key.GetValueNames().Where(pattern.IsMatch).ToArray();
            if (found.Length == 0 && (literal || !WildcardPattern.ContainsWildcardCharacters(name))) { Missing(name, path); }
            return found;
        }

        // The engine keeps it to its own providers.
        private bool IsLiteral
        {
            get
            {
                var context = typeof(CmdletProvider).GetProperty("Context", Hidden).GetValue(this);
                return (bool)context.GetType().GetProperty("SuppressWildcardExpansion", Shown | Hidden).GetValue(context);
            }
        }

        private const BindingFlags Shown = BindingFlags.Instance | BindingFlags.Public;
        private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

        private void Missing(string name, string path)
        {
            var full = Root(path).Name + "\\" + Below(path);
            var reason = new PSArgumentException("Property " + name + " does not exist at path " + full + ".");
            Complain(reason, ErrorCategory.InvalidArgument, path);
        }

        private void ComplainOfDouble(string path)
        {
            Complain(new IOException("The property already exists."), ErrorCategory.ResourceExists, path);
        }

        public void SetProperty(string path, PSObject values)
        {
            var key = FindOrComplain(path);
            if (key == null) { return; }
            var given = DynamicParameters as SetPropertyParameters;
            foreach (var value in values.Properties)
            {
                if (!ShouldProcess(path, "Set Property " + value.Name)) { continue; }
                var kind = given != null && given.Type != 0 ? given.Type
                    : key.Has(value.Name) ? key.GetValueKind(value.Name) : RegistryData.KindOf(value.Value);
                key.Set(value.Name, kind, value.Value);
                WriteShown(key, value.Name, path);
            }
        }

        public void NewProperty(string path, string name, string typeName, object value)
        {
            var key = FindOrComplain(path);
            if (key == null || !ShouldProcess(path, "New Property " + name)) { return; }
            if (key.Has(name) && !Force) { ComplainOfDouble(path); return; }
            var kind = string.IsNullOrEmpty(typeName)
                ? RegistryData.KindOf(value) : LanguagePrimitives.ConvertTo<RegistryValueKind>(typeName);
            key.Set(name, kind, value);
            WriteShown(key, name, path);
        }

        private void WriteShown(Key key, string name, string path)
        {
            var shown = new PSObject();
            shown.Properties.Add(new PSNoteProperty(name, key.GetValue(name)));
            WritePropertyObject(shown, path);
        }

        public void RemoveProperty(string path, string name)
        {
            var key = FindOrComplain(path);
            if (key == null) { return; }
            foreach (var found in Matching(key, name, path))
            {
                if (ShouldProcess(path, "Remove Property " + found)) { key.RemoveEntry(found); }
            }
        }

        public void RenameProperty(string path, string source, string destination)
        {
            var key = FindOrComplain(path);
            if (key == null) { return; }
            if (!key.Has(source)) { Missing(source, path); return; }
            if (key.Has(destination)) { ComplainOfDouble(path); return; }
            key.Put(destination, key.Entry(source));
            key.RemoveEntry(source);
        }

        public object SetPropertyDynamicParameters(string path, PSObject values) { return new SetPropertyParameters(); }
        public object GetPropertyDynamicParameters(string path, Collection<string> names) { return null; }
        public object ClearPropertyDynamicParameters(string path, Collection<string> names) { return null; }
        public object NewPropertyDynamicParameters(string path, string name, string typeName, object value) { return null; }
        public object RemovePropertyDynamicParameters(string path, string name) { return null; }
        public object RenamePropertyDynamicParameters(string path, string source, string destination) { return null; }
        public object CopyPropertyDynamicParameters(string path, string source, string toPath, string destination) { return null; }
        public object MovePropertyDynamicParameters(string path, string source, string toPath, string destination) { return null; }

        public void ClearProperty(string path, Collection<string> names)
        {
            throw new PSNotSupportedException("not emulated: Clear-ItemProperty");
        }

        public void CopyProperty(string path, string source, string toPath, string destination)
        {
            throw new PSNotSupportedException("not emulated: Copy-ItemProperty");
        }

        public void MoveProperty(string path, string source, string toPath, string destination)
        {
            throw new PSNotSupportedException("not emulated: Move-ItemProperty");
        }
    }
}
