// A registry key in memory: what the provider shows and what a stand-in fills and reads back.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using Microsoft.Win32;

    public sealed class RegistryEntry
    {
        public readonly RegistryValueKind Kind;
        public readonly object Data;

        public RegistryEntry(RegistryValueKind kind, object data) { Kind = kind; Data = data; }

        // REG_EXPAND_SZ is shown with its variables replaced, as Get-ItemProperty shows it on Windows.
        public object Shown
        {
            get { return Kind == RegistryValueKind.ExpandString ? Environment.ExpandEnvironmentVariables((string)Data) : Data; }
        }
    }

    public sealed class Key
    {
        private readonly SortedDictionary<string, Key> keys =
            new SortedDictionary<string, Key>(StringComparer.OrdinalIgnoreCase);
        private readonly SortedDictionary<string, RegistryEntry> entries =
            new SortedDictionary<string, RegistryEntry>(StringComparer.OrdinalIgnoreCase);

        public Key(string name) { Name = name; }

        public string Name { get; private set; }
        public string[] Property { get { return GetValueNames(); } }
        public int SubKeyCount { get { return keys.Count; } }
        public int ValueCount { get { return entries.Count; } }
        public string[] GetSubKeyNames() { return keys.Values.Select(key => key.Name.Substring(Name.Length + 1)).ToArray(); }
        public string[] GetValueNames() { return entries.Keys.ToArray(); }
        public object GetValue(string name) { return entries.ContainsKey(name) ? entries[name].Shown : null; }
        public RegistryValueKind GetValueKind(string name) { return entries[name].Kind; }

        internal bool Has(string name) { return entries.ContainsKey(name); }
        internal void Put(string name, RegistryEntry entry) { entries[name] = entry; }
        internal RegistryEntry Entry(string name) { return entries[name]; }
        internal void RemoveEntry(string name) { entries.Remove(name); }
        internal void RemoveKey(string name) { keys.Remove(name); }

        // Path separators of both kinds: off Windows the engine turns some of them round.
        public static string[] Names(string path)
        {
            return path.Split(new[] { '\\', '/' }, StringSplitOptions.RemoveEmptyEntries);
        }

        public Key Find(string path)
        {
            var found = this;
            foreach (var name in Names(path)) { if (!found.keys.TryGetValue(name, out found)) { return null; } }
            return found;
        }

        public Key Make(string path)
        {
            var made = this;
            foreach (var name in Names(path))
            {
                Key next;
                if (!made.keys.TryGetValue(name, out next)) { made.keys[name] = next = new Key(made.Name + "\\" + name); }
                made = next;
            }
            return made;
        }

        public void Set(string name, RegistryValueKind kind, object data)
        {
            Put(name, new RegistryEntry(kind, RegistryData.Convert(kind, data)));
        }
    }
}
