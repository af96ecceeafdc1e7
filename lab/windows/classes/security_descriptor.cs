// What Get-Acl gives, as far as text goes: .NET's own security descriptors work on Windows only.
namespace NlbKerberos.Lab
{
    using System.Collections.Generic;
    using System.Linq;
    using System.Security.AccessControl;
    using System.Text.RegularExpressions;

    public sealed class SecurityDescriptor
    {
        // A section begins with its letter and a colon; inside an entry's brackets a colon means nothing.
        private static readonly Regex Section = new Regex(@"([OGDS]):((?:\([^)]*\)|(?![OGDS]:)[^(])*)");

        private static readonly Dictionary<char, AccessControlSections> Letters = new Dictionary<char, AccessControlSections>
        {
            { 'O', AccessControlSections.Owner }, { 'G', AccessControlSections.Group },
            { 'D', AccessControlSections.Access }, { 'S', AccessControlSections.Audit },
        };

        private readonly SortedDictionary<int, string> sections = new SortedDictionary<int, string>();

        public SecurityDescriptor(string path, string sddl)
        {
            Path = path;
            SetSecurityDescriptorSddlForm(sddl);
        }

        public string Path { get; private set; }
        public string Sddl { get { return GetSecurityDescriptorSddlForm(AccessControlSections.All); } }

        public string GetSecurityDescriptorSddlForm(AccessControlSections included)
        {
            return string.Concat(sections.Where(s => included.HasFlag(Letters["OGDS"[s.Key]])).Select(s => "OGDS"[s.Key] + ":" + s.Value));
        }

        public void SetSecurityDescriptorSddlForm(string sddl) { SetSecurityDescriptorSddlForm(sddl, AccessControlSections.All); }

        public void SetSecurityDescriptorSddlForm(string sddl, AccessControlSections included)
        {
            var given = Section.Matches(sddl).Cast<Match>().ToDictionary(m => m.Groups[1].Value[0], m => m.Groups[2].Value);
            if (given.Count == 0) { throw new System.ArgumentException("The SDDL form of a security descriptor object is invalid."); }
            foreach (var letter in given.Keys.Where(letter => included.HasFlag(Letters[letter])))
            {
                sections["OGDS".IndexOf(letter)] = given[letter];
            }
        }
    }
}
