// One configuration file: read once, changed in memory, written by one commit.
namespace Microsoft.Web.Administration
{
    using System;
    using System.IO;
    using System.Linq;
    using System.Text;
    using System.Xml;
    using NlbKerberos.Lab;

    internal sealed class ConfigurationFile
    {
        private readonly byte[] read;
        private readonly XmlDocument document;
        private bool changed;

        // mayBeAbsent: a web.config need not be there, its folder must.
        public ConfigurationFile(Store store, string path, bool mayBeAbsent)
        {
            Store = store;
            Path = path;
            var folder = System.IO.Path.GetDirectoryName(IisServer.Find(path));
            if (mayBeAbsent && !Directory.Exists(folder)) { throw Errors.NoFolder(path); }
            read = Bytes(mayBeAbsent);
            document = Parse(read.Length == 0 ? Encoding.UTF8.GetBytes("<configuration />") : read);
        }

        public string Path { get; private set; }
        public Store Store { get; private set; }
        public XmlElement Root { get { return document.DocumentElement; } }

        public XmlElement Create(string name) { return document.CreateElement(name); }

        public XmlElement Append(XmlElement parent, string name)
        {
            return (XmlElement)parent.AppendChild(Create(name));
        }

        public XmlElement Obtain(XmlElement parent, string name) { return Child(parent, name) ?? Append(parent, name); }

        // Before anything in it is changed: what was committed, or opened so, cannot be.
        public void Change()
        {
            if (Store.ReadOnly) { throw Errors.ReadOnly(); }
            changed = true;
        }

        public static XmlElement Child(XmlElement parent, string name)
        {
            if (parent == null) { return null; }
            return parent.ChildNodes.OfType<XmlElement>().FirstOrDefault(one => one.Name == name);
        }

        // Nothing is written where nothing was changed.
        public void Commit()
        {
            if (!changed) { return; }
            IisServer.Overtake(Path, false);
            if (!Now().SequenceEqual(read)) { throw Errors.Changed(Path); }
            try { Write(); }
            catch (IOException) { throw Errors.Held(Path); }
            changed = false;
            IisServer.Overtake(Path, true);
        }

        private void Write()
        {
            var settings = new XmlWriterSettings { Indent = true, IndentChars = "    ", NewLineChars = "\r\n" };
            settings.Encoding = new UTF8Encoding(false);
            var target = IisServer.Find(Path);
            using (var bytes = new MemoryStream())
            {
                using (var writer = XmlWriter.Create(bytes, settings)) { document.Save(writer); }
                // Not shared: another process that has the file open is noticed before it is changed.
                using (var file = new FileStream(target, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
                {
                    file.SetLength(0);
                    bytes.WriteTo(file);
                }
                File.SetLastWriteTimeUtc(target, IisServer.Written);
            }
        }

        private byte[] Now()
        {
            try { return Bytes(true); }
            catch (IOException) { throw Errors.Held(Path); }
        }

        private byte[] Bytes(bool mayBeAbsent)
        {
            if (IisServer.Denied) { throw Errors.NoAccess(Path); }
            try { return File.ReadAllBytes(IisServer.Find(Path)); }
            catch (FileNotFoundException) { if (mayBeAbsent) { return new byte[0]; } }
            catch (DirectoryNotFoundException) { }
            throw Errors.NoFile(Path);
        }

        private XmlDocument Parse(byte[] bytes)
        {
            var parsed = new XmlDocument { XmlResolver = null };
            try { parsed.Load(new MemoryStream(bytes)); }
            catch (XmlException) { throw Errors.Invalid(Path, "Configuration file is not well-formed XML"); }
            return parsed;
        }
    }
}
