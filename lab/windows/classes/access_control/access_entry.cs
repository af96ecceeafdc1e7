// One entry of an access control list, from SDDL and back.
namespace NlbKerberos.Lab
{
    using System;
    using System.Linq;

    [Flags]
    public enum EntryFlags { None = 0, OI = 1, CI = 2, NP = 4, IO = 8, ID = 16, Inheritance = 15 }

    public sealed class AccessEntry
    {
        // In the order in which Windows prints them.
        private static readonly EntryFlags[] Single = { EntryFlags.OI, EntryFlags.CI, EntryFlags.NP, EntryFlags.IO, EntryFlags.ID };

        public readonly string Kind;
        public readonly EntryFlags Flags;
        public readonly uint Mask;
        public readonly string Sid;
        private readonly string condition;

        private AccessEntry(string kind, EntryFlags flags, uint mask, string sid, string condition)
        {
            Kind = kind;
            Flags = flags;
            Mask = mask;
            Sid = sid;
            this.condition = condition;
        }

        // text: what stands between an entry's outer brackets.
        public static AccessEntry Read(string text, SddlNames names)
        {
            var fields = text.Split(new[] { ';' }, 7);
            if (fields.Length < 6) { throw new ArgumentException("The SDDL form of a security descriptor object is invalid."); }
            if (fields[0] != "A" && fields[0] != "D" && fields[0] != "XA" && fields[0] != "XD")
            {
                throw new NotSupportedException("not emulated: an entry of the kind " + fields[0]);
            }
            var flags = EntryFlags.None;
            for (var at = 0; at < fields[1].Length; at += 2)
            {
                flags |= (EntryFlags)Enum.Parse(typeof(EntryFlags), fields[1].Substring(at, 2));
            }
            var condition = fields.Length == 7 ? ";" + fields[6] : "";
            return new AccessEntry(fields[0], flags, SddlNames.Mask(fields[2]), names.Sid(fields[5]), condition);
        }

        public bool Denies { get { return Kind.EndsWith("D", StringComparison.Ordinal); } }
        public bool Inherited { get { return Has(EntryFlags.ID); } }

        // .NET's order: deny entries, allow entries, inherited ones.
        public int Stage { get { return Inherited ? 2 : Denies ? 0 : 1; } }

        public bool Has(EntryFlags flag) { return (Flags & flag) != 0; }
        public AccessEntry With(EntryFlags flags) { return new AccessEntry(Kind, flags, Mask, Sid, condition); }
        public AccessEntry With(uint mask) { return new AccessEntry(Kind, Flags, mask, Sid, condition); }
        public AccessEntry With(string sid) { return new AccessEntry(Kind, Flags, Mask, sid, condition); }

        public bool SaysTheSameOf(AccessEntry other) { return Kind == other.Kind && Sid == other.Sid && condition == other.condition; }

        public string Text(SddlNames names)
        {
            var flags = string.Concat(Single.Where(Has));
            return "(" + Kind + ";" + flags + ";" + SddlNames.Rights(Mask) + ";;;" + names.Shown(Sid) + condition + ")";
        }
    }
}
