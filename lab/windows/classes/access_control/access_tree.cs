// The descriptors of the files and folders of a job's node, and what Windows does to those below when one is written.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.Generic;
    using System.IO;
    using System.Linq;
    using System.Runtime.InteropServices;
    using System.Security.AccessControl;

    public sealed class AccessTree
    {
        private readonly Dictionary<string, SecurityDescriptor> known = new Dictionary<string, SecurityDescriptor>();
        private readonly string root;
        private readonly string unknown;

        // Next to happen to writes of a path: "refused", or a DACL that is written instead of the given one.
        private readonly Dictionary<string, Queue<string>> provoked = new Dictionary<string, Queue<string>>();

        // root: the folder behind C:\. unknown: what an object has whose folder has no known descriptor.
        public AccessTree(string root, string unknown, string domain)
        {
            this.root = root;
            this.unknown = unknown;
            Names = new SddlNames(domain);
            Unreadable = new HashSet<string>();
            Vanishing = new HashSet<string>();
            Targets = new Dictionary<string, string>();
        }

        public SddlNames Names { get; private set; }

        // Paths whose DACLs, and whose contents, no account may read.
        public HashSet<string> Unreadable { get; private set; }

        // Paths that are gone as soon as the folder that holds them has been listed; with a backslash at the end, folders that
        // are gone as soon as they have been listed themselves.
        public HashSet<string> Vanishing { get; private set; }

        // Path of a link -> what it leads to, as Windows names it.
        public Dictionary<string, string> Targets { get; private set; }

        // Whether .NET handles paths as before 4.6.2, and refuses long ones.
        public bool LegacyPaths { get; set; }

        public string TargetOf(string file)
        {
            return Targets.Where(one => FileOf(one.Key) == file).Select(one => one.Value).FirstOrDefault() ?? @"C:\Windows";
        }

        public void Provoke(string path, params string[] next) { provoked[FileOf(path)] = new Queue<string>(next); }

        // The file behind a path such as C:\inetpub.
        public string FileOf(string path) { return Path.Combine(root, path.Substring(3).Replace('\\', '/')).TrimEnd('/'); }

        public void Put(string file, string sddl) { known[Key(file)] = Describe(file, sddl); }

        public SecurityDescriptor Find(string file)
        {
            SecurityDescriptor found;
            var key = Key(file);
            if (known.TryGetValue(key, out found)) { return found; }
            var folder = Folder(file);
            if (folder == null) { return Describe(file, unknown); }
            // What is made in a known folder belongs to the Administrators, who run the jobs.
            found = Describe(file, "O:BAG:" + folder.Raw('G') + "D:");
            found.SetList(found.List.Inherit(Inherited(found, file, folder), Directory.Exists(file)));
            return known[key] = found;
        }

        public SecurityDescriptor Read(string file, AccessControlSections sections)
        {
            Check(file);
            return Find(file).Only(sections);
        }

        // In the order in which NTFS keeps names.
        public FileSystemInfo[] List(string folder)
        {
            Check(folder);
            var items = new DirectoryInfo(folder).EnumerateFileSystemInfos();
            var found = items.OrderBy(item => item.Name, StringComparer.OrdinalIgnoreCase).ToArray();
            // What was listed keeps what it knows of itself.
            foreach (var item in found) { item.Refresh(); }
            foreach (var path in Vanishing)
            {
                var file = FileOf(path);
                if (path.EndsWith(@"\") ? file != folder : Path.GetDirectoryName(file) != folder) { continue; }
                if (Directory.Exists(file)) { Directory.Delete(file, true); } else { File.Delete(file); }
            }
            return found;
        }

        private void Check(string file)
        {
            var folder = Directory.Exists(file);
            if (LegacyPaths && "C:".Length + file.Length - root.Length >= (folder ? 248 : 260)) { throw new PathTooLongException(); }
            if (!folder && !File.Exists(file))
            {
                if (Directory.Exists(Path.GetDirectoryName(file))) { throw new FileNotFoundException(); }
                throw new InvalidOperationException("Method failed with unexpected error code 3.");
            }
            if (Unreadable.Any(path => FileOf(path) == file)) { throw Denied(); }
        }

        private static Exception Denied() { return new UnauthorizedAccessException("Attempted to perform an unauthorized operation."); }

        public void Write(string file, SecurityDescriptor given)
        {
            var now = Find(file);
            now.Take(given, given.Changed & ~AccessControlSections.Access);
            if (given.Changed.HasFlag(AccessControlSections.Access)) { WriteList(file, now, Provoked(file) ?? given.List); }
        }

        private AccessList Provoked(string file)
        {
            Queue<string> next;
            if (!provoked.TryGetValue(file, out next) || next.Count == 0) { return null; }
            var what = next.Dequeue();
            if (what == "refused") { throw Denied(); }
            return AccessList.Read(what, Directory.Exists(file), Names);
        }

        // Inherited entries are never taken from the caller: they are those of the folder above. The root of a volume is in
        // no folder, and inherits nothing.
        private void WriteList(string file, SecurityDescriptor now, AccessList given)
        {
            var container = Directory.Exists(file);
            if (given.Entries == null) { now.SetList(given); }
            else if (given.Protected)
            {
                if (given.Inherited.Any()) { throw new NotSupportedException("not emulated: inherited entries in a protected DACL"); }
                now.SetList(given.Keep(container));
            }
            else
            {
                var folder = Folder(file) ?? Outside(file);
                var above = folder == null ? Enumerable.Empty<AccessEntry>() : Inherited(now, file, folder);
                now.SetList(given.Inherit(above, container));
            }
            if (container) { Propagate(file, now); }
        }

        // Downwards until a DACL is protected. Without a DACL nothing is inherited.
        private void Propagate(string file, SecurityDescriptor changed)
        {
            foreach (var child in new DirectoryInfo(file).EnumerateFileSystemInfos())
            {
                var own = Find(child.FullName);
                if (own.List.Protected || own.List.Entries == null) { continue; }
                own.SetList(own.List.Inherit(Inherited(own, child.FullName, changed), Directory.Exists(child.FullName)));
                if (Directory.Exists(child.FullName) && !IsLink(child.FullName)) { Propagate(child.FullName, own); }
            }
        }

        private IEnumerable<AccessEntry> Inherited(SecurityDescriptor child, string file, SecurityDescriptor folder)
        {
            return new Inheritance(Directory.Exists(file), child.Owner, child.Group).From(folder.List, Names);
        }

        // The descriptor of the folder that holds this one; null above the tree.
        private SecurityDescriptor Folder(string file)
        {
            var folder = Path.GetDirectoryName(file);
            if (folder == null || folder.Length <= root.Length) { return null; }
            if (known.ContainsKey(Key(folder))) { return known[Key(folder)]; }
            return Folder(folder) == null ? null : Find(folder);
        }

        // That of a folder that nothing is known of.
        private SecurityDescriptor Outside(string file)
        {
            return file.Length <= root.Length ? null : Describe(Path.GetDirectoryName(file), unknown);
        }

        private SecurityDescriptor Describe(string file, string sddl)
        {
            return new SecurityDescriptor(file, sddl, Directory.Exists(file), Names);
        }

        // By inode, so that what is moved keeps its DACL; a link is itself, not what it leads to.
        private static string Key(string file)
        {
            ulong device, inode;
            if (IsLink(file)) { return file; }
            if (GetInodeData(file, out device, out inode) != 0) { throw new FileNotFoundException(file); }
            return device + " " + inode;
        }

        private static bool IsLink(string file) { return (File.GetAttributes(file) & FileAttributes.ReparsePoint) != 0; }

        // Of the engine itself, off Windows.
        [DllImport("libpsl-native", CharSet = CharSet.Ansi, SetLastError = true)]
        private static extern int GetInodeData([MarshalAs(UnmanagedType.LPStr)] string path, out ulong device, out ulong inode);
    }
}
