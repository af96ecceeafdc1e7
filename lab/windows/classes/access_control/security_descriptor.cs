// What Get-Acl and GetAccessControl give, as far as text goes: .NET's own security descriptors work on Windows only.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using System.Security.AccessControl;
    using System.Text.RegularExpressions;

    public sealed class SecurityDescriptor
    {
        // A section begins with its letter and a colon; inside an entry's brackets a colon means nothing.
        private static readonly Regex Section = new Regex("([OGDS]):((?:" + AccessList.Entry + "|(?![OGDS]:)[^(])*)");

        private static readonly Dictionary<char, AccessControlSections> Letters = new Dictionary<char, AccessControlSections>
        {
            { 'O', AccessControlSections.Owner }, { 'G', AccessControlSections.Group },
            { 'D', AccessControlSections.Access }, { 'S', AccessControlSections.Audit },
        };

        private readonly SortedDictionary<int, string> sections = new SortedDictionary<int, string>();
        private readonly bool container;
        private readonly SddlNames names;

        private AccessList list;

        public SecurityDescriptor(string path, string sddl, bool container, SddlNames names) : this(path, container, names)
        {
            SetSecurityDescriptorSddlForm(sddl);
            Changed = AccessControlSections.None;
        }

        private SecurityDescriptor(string path, bool container, SddlNames names)
        {
            Path = path;
            this.container = container;
            this.names = names;
        }

        public string Path { get; private set; }
        public string Sddl { get { return GetSecurityDescriptorSddlForm(AccessControlSections.All); } }
        public bool AreAccessRulesCanonical { get { return List.Canonical; } }

        // SetAccessControl writes these and no others.
        internal AccessControlSections Changed { get; private set; }

        internal string Owner { get { return names.Sid(Raw('O')); } }
        internal string Group { get { return names.Sid(Raw('G')); } }

        // No section at all is no DACL either.
        internal AccessList List
        {
            get { return list ?? (list = AccessList.Read(Raw('D') ?? "NO_ACCESS_CONTROL", container, names)); }
        }

        internal string Raw(char letter)
        {
            string text;
            return sections.TryGetValue("OGDS".IndexOf(letter), out text) ? text : null;
        }

        // What was never read or set is not shown. The text of what was not changed stays as it is in the node's state.
        public string Stored { get { return string.Concat(sections.Select(one => "OGDS"[one.Key] + ":" + one.Value)); } }

        internal SecurityDescriptor Only(AccessControlSections included)
        {
            var kept = new SecurityDescriptor(Path, container, names);
            kept.Take(this, included);
            return kept;
        }

        internal void Take(SecurityDescriptor given, AccessControlSections included)
        {
            foreach (var letter in Letters.Keys.Where(letter => included.HasFlag(Letters[letter]) && given.Raw(letter) != null))
            {
                Put(letter, given.Raw(letter));
            }
        }

        private void Put(char letter, string text)
        {
            sections["OGDS".IndexOf(letter)] = text;
            list = letter == 'D' ? null : list;
        }

        // Text with the same meaning is not changed.
        internal void SetList(AccessList list)
        {
            var shown = list.Shown(names);
            if (Raw('D') == null || List.Shown(names) != shown) { Put('D', shown); }
        }

        public string GetSecurityDescriptorSddlForm(AccessControlSections included)
        {
            return string.Concat(sections.Where(one => included.HasFlag(Letters["OGDS"[one.Key]])).Select(one => Shown("OGDS"[one.Key])));
        }

        private string Shown(char letter)
        {
            if (letter == 'D') { return "D:" + List.Shown(names); }
            return letter + ":" + (letter == 'S' ? Raw(letter) : names.Shown(names.Sid(Raw(letter))));
        }

        public void SetSecurityDescriptorSddlForm(string sddl) { SetSecurityDescriptorSddlForm(sddl, AccessControlSections.All); }

        public void SetSecurityDescriptorSddlForm(string sddl, AccessControlSections included)
        {
            var given = Section.Matches(sddl).Cast<Match>().ToDictionary(m => m.Groups[1].Value[0], m => m.Groups[2].Value);
            if (given.Count == 0 || given.Sum(one => one.Value.Length + 2) != sddl.Length)
            {
                throw new ArgumentException("The SDDL form of a security descriptor object is invalid.");
            }
            if (given.ContainsKey('D')) { AccessList.Read(given['D'], container, names); }
            foreach (var letter in given.Keys.Where(letter => included.HasFlag(Letters[letter])))
            {
                Put(letter, given[letter]);
                Changed |= Letters[letter];
            }
        }
    }
}
