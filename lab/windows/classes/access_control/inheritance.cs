// What a file or folder gets from the folder it is in. Source: Microsoft, "ACE Inheritance Rules".
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.Generic;
    using System.Linq;

    public sealed class Inheritance
    {
        private readonly bool container;
        private readonly Dictionary<string, string> creators;

        // owner, group: SIDs, which replace CREATOR OWNER and CREATOR GROUP.
        public Inheritance(bool container, string owner, string group)
        {
            this.container = container;
            creators = new Dictionary<string, string> { { "S-1-3-0", owner }, { "S-1-3-1", group } };
        }

        // In the parent's order; of entries that become the same, the first.
        public IEnumerable<AccessEntry> From(AccessList parent, SddlNames names)
        {
            if (parent.Entries == null) { return Enumerable.Empty<AccessEntry>(); }
            return parent.Entries.SelectMany(PassedOn).GroupBy(entry => entry.Text(names)).Select(same => same.First());
        }

        private IEnumerable<AccessEntry> PassedOn(AccessEntry entry)
        {
            var onwards = entry.Flags & (EntryFlags.OI | EntryFlags.CI);
            var last = !container || entry.Has(EntryFlags.NP);
            if (entry.Has(container ? EntryFlags.CI : EntryFlags.OI))
            {
                var effective = Effective(entry);
                if (last) { return new[] { effective.With(EntryFlags.ID) }; }
                if (effective == entry) { return new[] { entry.With(onwards | EntryFlags.ID) }; }
                // Two entries where the general one must stay as it is for what is further below.
                return new[] { effective.With(EntryFlags.ID), entry.With(onwards | EntryFlags.IO | EntryFlags.ID) };
            }
            // For the files in that folder.
            var passes = !last && entry.Has(EntryFlags.OI);
            return passes ? new[] { entry.With(EntryFlags.OI | EntryFlags.IO | EntryFlags.ID) } : new AccessEntry[0];
        }

        private AccessEntry Effective(AccessEntry entry)
        {
            string creator;
            var mask = SddlNames.Mapped(entry.Mask);
            if (!creators.TryGetValue(entry.Sid, out creator)) { return mask == entry.Mask ? entry : entry.With(mask); }
            return entry.With(mask).With(creator);
        }
    }
}
