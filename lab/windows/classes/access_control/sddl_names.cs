// The two-letter names of SDDL for SIDs and for rights, as Windows reads and prints them.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.Generic;
    using System.Globalization;
    using System.Linq;

    public sealed class SddlNames
    {
        private static readonly Dictionary<string, string> WellKnown = new Dictionary<string, string>
        {
            { "WD", "S-1-1-0" }, { "CO", "S-1-3-0" }, { "CG", "S-1-3-1" }, { "OW", "S-1-3-4" }, { "NU", "S-1-5-2" },
            { "IU", "S-1-5-4" }, { "SU", "S-1-5-6" }, { "AN", "S-1-5-7" }, { "ED", "S-1-5-9" }, { "PS", "S-1-5-10" },
            { "AU", "S-1-5-11" }, { "RC", "S-1-5-12" }, { "SY", "S-1-5-18" }, { "LS", "S-1-5-19" }, { "NS", "S-1-5-20" },
            { "BA", "S-1-5-32-544" }, { "BU", "S-1-5-32-545" }, { "BG", "S-1-5-32-546" }, { "PU", "S-1-5-32-547" },
            { "AO", "S-1-5-32-548" }, { "SO", "S-1-5-32-549" }, { "PO", "S-1-5-32-550" }, { "BO", "S-1-5-32-551" },
            { "RE", "S-1-5-32-552" }, { "RD", "S-1-5-32-555" }, { "NO", "S-1-5-32-556" }, { "IS", "S-1-5-32-568" },
            { "AC", "S-1-15-2-1" },
        };

        private static readonly Dictionary<string, string> OfDomain = new Dictionary<string, string>
        {
            { "DA", "512" }, { "DU", "513" }, { "DG", "514" }, { "DC", "515" }, { "DD", "516" },
        };

        private static readonly Dictionary<string, uint> OfFiles = new Dictionary<string, uint>
        {
            { "FA", 0x1F01FF }, { "FR", 0x120089 }, { "FW", 0x120116 }, { "FX", 0x1200A0 },
        };

        // In the order in which Windows prints them.
        private static readonly List<KeyValuePair<string, uint>> Single = new Dictionary<string, uint>
        {
            { "CC", 0x1 }, { "DC", 0x2 }, { "LC", 0x4 }, { "SW", 0x8 }, { "RP", 0x10 }, { "WP", 0x20 }, { "DT", 0x40 }, { "LO", 0x80 },
            { "CR", 0x100 }, { "SD", 0x10000 }, { "RC", 0x20000 }, { "WD", 0x40000 }, { "WO", 0x80000 },
            { "GA", 0x10000000 }, { "GX", 0x20000000 }, { "GW", 0x40000000 }, { "GR", 0x80000000 },
        }.ToList();

        private readonly Dictionary<string, string> sids;
        private readonly Dictionary<string, string> names;

        // domain: its SID, or null where the node's state does not have it.
        public SddlNames(string domain)
        {
            sids = new Dictionary<string, string>(WellKnown);
            if (domain != null) { foreach (var one in OfDomain) { sids[one.Key] = domain + "-" + one.Value; } }
            names = sids.ToDictionary(one => one.Value, one => one.Key);
        }

        // Throws as .NET does for a text that is no SID and no short name.
        public string Sid(string text)
        {
            if (text.StartsWith("S-1-", StringComparison.Ordinal)) { return text; }
            string sid;
            if (sids.TryGetValue(text, out sid)) { return sid; }
            throw new ArgumentException("Value was invalid.\nParameter name: sddlForm");
        }

        public string Shown(string sid)
        {
            string name;
            return names.TryGetValue(sid, out name) ? name : sid;
        }

        // As SecurityIdentifier.CompareTo orders them: authority, how many numbers, the numbers.
        public static int Compare(string first, string second)
        {
            var left = Numbers(first);
            var right = Numbers(second);
            if (left[0] != right[0]) { return left[0].CompareTo(right[0]); }
            if (left.Length != right.Length) { return left.Length.CompareTo(right.Length); }
            return left.Zip(right, (one, other) => one.CompareTo(other)).FirstOrDefault(difference => difference != 0);
        }

        private static long[] Numbers(string sid)
        {
            return sid.Split('-').Skip(2).Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        }

        public static uint Mask(string text)
        {
            if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) { return Convert.ToUInt32(text, 16); }
            uint mask = 0;
            for (var at = 0; at < text.Length; at += 2)
            {
                var name = text.Substring(at, Math.Min(2, text.Length - at));
                uint rights;
                if (!OfFiles.TryGetValue(name, out rights)) { rights = Single.FirstOrDefault(one => one.Key == name).Value; }
                if (rights == 0) { throw new ArgumentException("The SDDL form of a security descriptor object is invalid."); }
                mask |= rights;
            }
            return mask;
        }

        // Letters where they cover the whole mask; Windows has none for the right to synchronise, so 0x1200a9 stays a number.
        public static string Rights(uint mask)
        {
            foreach (var one in OfFiles) { if (one.Value == mask) { return one.Key; } }
            var letters = Single.Where(one => (mask & one.Value) != 0).ToList();
            return letters.Aggregate(0u, (all, one) => all | one.Value) == mask && mask != 0
                ? string.Concat(letters.Select(one => one.Key)) : "0x" + mask.ToString("x", CultureInfo.InvariantCulture);
        }

        // Generic rights as what they mean on files and folders.
        public static uint Mapped(uint mask)
        {
            var meaning = mask & 0x0FFFFFFF;
            if ((mask & 0x10000000) != 0) { meaning |= OfFiles["FA"]; }
            if ((mask & 0x20000000) != 0) { meaning |= OfFiles["FX"]; }
            if ((mask & 0x40000000) != 0) { meaning |= OfFiles["FW"]; }
            if ((mask & 0x80000000) != 0) { meaning |= OfFiles["FR"]; }
            return meaning;
        }
    }
}
