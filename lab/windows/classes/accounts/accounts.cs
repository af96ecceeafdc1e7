// Names and SIDs of a job's node and its domain, and the types of .NET that ask for them: its own work on Windows only.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using System.Security;

    public sealed class Accounts
    {
        private static readonly Dictionary<string, string> WellKnown = new Dictionary<string, string>
        {
            { "Everyone", "S-1-1-0" }, { "CREATOR OWNER", "S-1-3-0" }, { @"NT AUTHORITY\NETWORK", "S-1-5-2" },
            { @"NT AUTHORITY\INTERACTIVE", "S-1-5-4" }, { @"NT AUTHORITY\SERVICE", "S-1-5-6" },
            { @"NT AUTHORITY\ANONYMOUS LOGON", "S-1-5-7" }, { @"NT AUTHORITY\Authenticated Users", "S-1-5-11" },
            { @"NT AUTHORITY\IUSR", "S-1-5-17" }, { @"NT AUTHORITY\SYSTEM", "S-1-5-18" },
            { @"NT AUTHORITY\LOCAL SERVICE", "S-1-5-19" }, { @"NT AUTHORITY\NETWORK SERVICE", "S-1-5-20" },
            { @"BUILTIN\Administrators", "S-1-5-32-544" }, { @"BUILTIN\Users", "S-1-5-32-545" }, { @"BUILTIN\IIS_IUSRS", "S-1-5-32-568" },
        };

        private const int WrongPassword = 1326;

        private static readonly Dictionary<string, string> Texts = new Dictionary<string, string>
        {
            { "en1312", "A specified logon session does not exist. It may already have been terminated" },
            { "en1326", "The user name or password is incorrect" },
            { "de1312", "Eine angegebene Anmeldesitzung ist nicht vorhanden. Sie wurde m\u00f6glicherweise bereits beendet" },
            { "de1326", "Der Benutzername oder das Kennwort ist falsch" },
        };

        private readonly Dictionary<string, string> sids = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, string[]> groups = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, string> principals = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        private readonly string domain;
        private readonly string domainOfNames;

        // domain, domainOfNames: EXAMPLE and example.com
        public Accounts(string domain, string domainOfNames, SddlNames names)
        {
            this.domain = domain;
            this.domainOfNames = domainOfNames;
            Names = names;
            foreach (var one in WellKnown)
            {
                Add(one.Key, one.Value);
                // Windows finds those without their authority too.
                sids[one.Key.Split('\\').Last()] = one.Value;
            }
        }

        public SddlNames Names { get; private set; }

        public void Add(string name, string sid) { sids[name] = sid; }

        // What stands in the token that a name without a password gets.
        public void AddToken(string sid, IEnumerable<string> given) { groups[sid] = given.ToArray(); }

        // A user principal name that is not made of the account's own.
        public void AddPrincipal(string name, string sid) { principals[name] = sid; }

        public string Sid(string name)
        {
            string sid;
            if (principals.TryGetValue(name, out sid) || sids.TryGetValue(Down(name), out sid)) { return sid; }
            throw new IdentityNotMappedException();
        }

        public string Name(string sid)
        {
            var found = sids.FirstOrDefault(one => one.Value.Equals(sid, StringComparison.OrdinalIgnoreCase)).Key;
            if (found == null) { throw new IdentityNotMappedException(); }
            return found;
        }

        // The error of Windows that every question for a token ends with; 0: none.
        public int TokenError { get; set; }
        public string Language { get; set; }

        // Only the domain gives tokens: to a user, by a name such as svc@EXAMPLE.
        public string[] Token(string name)
        {
            string[] found;
            if (TokenError != 0) { throw new SecurityException(Text(TokenError) + ".\r\n"); }
            string sid;
            var known = principals.TryGetValue(name, out sid) || sids.TryGetValue(Down(name), out sid);
            if (name.Contains('@') && known && groups.TryGetValue(sid, out found)) { return found; }
            throw new SecurityException(Text(WrongPassword) + ".\r\n");
        }

        // Without the full stop at its end, as Win32Exception shows it.
        public string Text(int error)
        {
            string found;
            if (Texts.TryGetValue((Language ?? "en") + error, out found)) { return found; }
            throw new NotSupportedException("not emulated: the text of error " + error);
        }

        private string Down(string name)
        {
            var parts = name.Split('@');
            var own = parts.Length == 2 && new[] { domain, domainOfNames }.Contains(parts[1], StringComparer.OrdinalIgnoreCase);
            return own ? domain + "\\" + parts[0] : name;
        }
    }

    public sealed class IdentityNotMappedException : SystemException
    {
        public IdentityNotMappedException() : base("Some or all identity references could not be translated.") { }
    }

    public sealed class SecurityIdentifier
    {
        private readonly Accounts accounts;

        public SecurityIdentifier(string text, Accounts accounts)
        {
            Value = accounts.Names.Sid(text);
            this.accounts = accounts;
        }

        public string Value { get; private set; }
        public object Translate(Type target) { return new NTAccount(accounts.Name(Value), accounts); }
    }

    public sealed class NTAccount
    {
        private readonly Accounts accounts;

        public NTAccount(string name, Accounts accounts)
        {
            Value = name;
            this.accounts = accounts;
        }

        public string Value { get; private set; }
        public object Translate(Type target) { return new SecurityIdentifier(accounts.Sid(Value), accounts); }
    }

    public sealed class Win32Exception
    {
        public Win32Exception(int error, Accounts accounts) { Message = accounts.Text(error); }
        public string Message { get; private set; }
    }

    public sealed class WindowsIdentity : IDisposable
    {
        public WindowsIdentity(string name, Accounts accounts)
        {
            Groups = accounts.Token(name).Select(sid => new SecurityIdentifier(sid, accounts)).ToArray();
            User = new SecurityIdentifier(accounts.Sid(name), accounts);
        }

        public SecurityIdentifier[] Groups { get; private set; }
        public SecurityIdentifier User { get; private set; }
        public void Dispose() { }
    }
}
