// An access control list as .NET keeps it: one in canonical order loses entries without effect, is sorted and merged when loaded.
// Source: Microsoft, .NET's CommonAcl. Entries that it takes for equal keep their order here.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using System.Text.RegularExpressions;

    public sealed class AccessList
    {
        // A condition has brackets too, and texts in quotes.
        public const string Entry = @"\((?>[^()""]+|""[^""]*""|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)";
        private const string Nothing = "NO_ACCESS_CONTROL";

        private static readonly Regex Text = new Regex("^(?<flags>(?:P|AI|AR)*)(?<entries>(?:" + Entry + ")*)$");
        private static readonly Regex OneEntry = new Regex(Entry);

        private static readonly EntryFlags[] Inheriting = Enumerable.Range(0, 16).Select(number => (EntryFlags)number)
            .Where(flags => (flags & (EntryFlags.OI | EntryFlags.CI)) != 0 || flags == EntryFlags.None).ToArray();

        public readonly bool Protected;
        public readonly bool Canonical;
        public readonly bool Maintained;

        // null: there is no DACL, and everyone has full access.
        public readonly List<AccessEntry> Entries;

        private AccessList(bool isProtected, bool maintained, IEnumerable<AccessEntry> entries, bool container)
        {
            Protected = isProtected;
            Maintained = maintained;
            Canonical = true;
            if (entries == null) { return; }
            var meaningful = entries.Select(entry => Meaning(entry, container)).Where(entry => entry != null).ToList();
            Canonical = meaningful.Zip(meaningful.Skip(1), (one, next) => one.Stage <= next.Stage).All(inOrder => inOrder);
            Entries = Canonical ? Merged(Sorted(meaningful)) : meaningful;
        }

        // text: what stands behind D:. Throws as .NET does where it is no DACL.
        public static AccessList Read(string text, bool container, SddlNames names)
        {
            if (text == Nothing) { return new AccessList(false, false, null, container); }
            var found = Text.Match(text);
            if (!found.Success) { throw new ArgumentException("The SDDL form of a security descriptor object is invalid."); }
            var flags = found.Groups["flags"].Value;
            var entries = OneEntry.Matches(found.Groups["entries"].Value).Cast<Match>().Select(one => one.Value);
            return new AccessList(flags.Contains("P"), flags.Contains("AI"),
                entries.Select(one => AccessEntry.Read(one.Substring(1, one.Length - 2), names)), container);
        }

        // Other entries that are inherited; Windows then updates them (AI).
        public AccessList Inherit(IEnumerable<AccessEntry> inherited, bool container)
        {
            return new AccessList(false, true, Explicit.Concat(inherited), container);
        }

        // What Windows makes of a DACL that is protected, or of none.
        public AccessList Keep(bool container) { return new AccessList(Protected, true, Entries, container); }

        public IEnumerable<AccessEntry> Explicit { get { return Entries.Where(entry => !entry.Inherited); } }
        public IEnumerable<AccessEntry> Inherited { get { return Entries.Where(entry => entry.Inherited); } }

        public string Shown(SddlNames names)
        {
            if (Entries == null) { return Nothing; }
            return (Protected ? "P" : "") + (Maintained ? "AI" : "") + string.Concat(Entries.Select(entry => entry.Text(names)));
        }

        private static AccessEntry Meaning(AccessEntry entry, bool container)
        {
            var goesDown = container && entry.Has(EntryFlags.OI | EntryFlags.CI);
            if (entry.Mask == 0 || (entry.Has(EntryFlags.IO) && !goesDown)) { return null; }
            return goesDown ? entry : entry.With(entry.Flags & ~EntryFlags.Inheritance);
        }

        private static List<AccessEntry> Sorted(List<AccessEntry> entries)
        {
            var bySid = Comparer<AccessEntry>.Create((one, other) => one.Inherited ? 0 : SddlNames.Compare(one.Sid, other.Sid));
            return entries.OrderBy(entry => entry.Stage).ThenBy(entry => entry, bySid).ToList();
        }

        // Each is merged with the next one, where one entry can stand for both; never with two.
        private static List<AccessEntry> Merged(List<AccessEntry> entries)
        {
            for (var at = 0; at < entries.Count - 1; at++)
            {
                var both = OneOf(entries[at], entries[at + 1]);
                if (both == null) { continue; }
                entries[at] = both;
                entries.RemoveAt(at + 1);
            }
            return entries;
        }

        private static AccessEntry OneOf(AccessEntry one, AccessEntry next)
        {
            if (one.Inherited || next.Inherited || !one.SaysTheSameOf(next)) { return null; }
            if (one.Flags == next.Flags) { return one.With(one.Mask | next.Mask); }
            if (one.Mask != next.Mask) { return null; }
            var both = Reach(one.Flags) | Reach(next.Flags);
            return Inheriting.Where(flags => Reach(flags) == both).Select(one.With).FirstOrDefault();
        }

        // What an entry applies to, a bit each: the folder itself, folders and files in it, folders and files further below.
        private static int Reach(EntryFlags flags)
        {
            var children = (flags.HasFlag(EntryFlags.CI) ? 2 : 0) | (flags.HasFlag(EntryFlags.OI) ? 4 : 0);
            return (flags.HasFlag(EntryFlags.IO) ? 0 : 1) | children | (flags.HasFlag(EntryFlags.NP) ? 0 : children << 2);
        }
    }
}
