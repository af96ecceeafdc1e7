// A collection: an element seen as its entries.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Collections;
    using System.Collections.Generic;
    using System.Linq;
    using System.Xml;

    public abstract class ConfigurationElementCollectionBase<T> : ConfigurationElement, ICollection, IEnumerable<T>
        where T : ConfigurationElement, new()
    {
        public int Count { get { return Entries().Count; } }
        public bool IsSynchronized { get { return false; } }
        public object SyncRoot { get { return this; } }
        public T this[int index] { get { return Entries()[index]; } }

        // As long as nothing is added or removed: what was handed out before would not be the collection any more.
        public IEnumerator<T> GetEnumerator()
        {
            var entries = Entries();
            var own = Directives.Own().ToArray();
            foreach (var entry in entries)
            {
                if (!Directives.Own().SequenceEqual(own))
                {
                    const string text = "Collection was modified; enumeration operation may not execute.";
                    throw new InvalidOperationException(text);
                }
                yield return entry;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() { return GetEnumerator(); }

        public void CopyTo(Array array, int index) { ((ICollection)Entries()).CopyTo(array, index); }

        public T CreateElement() { return CreateElement(Schema.CollectionSchema.AddElementNames); }

        public T CreateElement(string elementTagName)
        {
            if (elementTagName != Schema.CollectionSchema.AddElementNames) { throw Errors.NoSuchAttribute(); }
            var created = new T();
            var location = new EntryLocation(Location, Location.File.Create(elementTagName));
            created.Attach(Schema.CollectionSchema.Entry, location, Directives.Defaults(), this);
            return created;
        }

        public T Add(T element)
        {
            Directives.AssertNew(Directives.Entries(), element.Text);
            Directives.Append(element.Location.Find());
            return element;
        }

        // Before an inherited entry only by taking over all of them.
        public T AddAt(int index, T element)
        {
            var entries = Directives.Entries();
            Directives.AssertNew(entries, element.Text);
            if (index == entries.Count) { return Add(element); }
            if (Directives.Inherits)
            {
                Directives.Clear();
                foreach (var entry in entries.Select(Copy)) { Directives.Append(entry); }
                entries = Directives.Entries();
            }
            var next = entries[index].Location.Find();
            Location.Make().InsertBefore(element.Location.Find(), next);
            return element;
        }

        public void Remove(T element) { Directives.Remove(element); }

        public void RemoveAt(int index) { Directives.Remove(Entries()[index]); }

        public int IndexOf(T element)
        {
            return Entries().FindIndex(entry => Directives.SameKey(entry.Text, element.Text));
        }

        public void Clear() { Directives.Clear(); }

        internal T Find(string key, string value)
        {
            return Entries().Find(entry => string.Equals(entry.Text(key), value, StringComparison.OrdinalIgnoreCase));
        }

        private Directives Directives { get { return new Directives(this); } }

        private List<T> Entries()
        {
            return Directives.Entries().Select(entry => entry.As<T>()).ToList();
        }

        private XmlElement Copy(ConfigurationElement entry)
        {
            var copy = Location.File.Create(entry.ElementTagName);
            foreach (var attribute in entry.Schema.Attributes.Where(one => entry.Text(one.Name) != null))
            {
                copy.SetAttribute(attribute.Name, entry.Text(attribute.Name));
            }
            return copy;
        }
    }

    public sealed class ConfigurationElementCollection : ConfigurationElementCollectionBase<ConfigurationElement> { }
}
