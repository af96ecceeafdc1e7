// How the Windows Process Activation Service (WAS) logs pools on: at the first request, with the identity of the
// configuration that it has heard of. It keeps the outcome, good or bad, until that identity changes: what is written
// once more as it was changes nothing. Over state.process_activation, state.logons, state.user_rights and state.accounts.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections;
    using System.Collections.Generic;
    using System.Linq;
    using System.Security.Cryptography;
    using System.Text;
    using Microsoft.Web.Administration;

    public sealed class Session
    {
        public int Id { get; set; }
        public string Began { get; set; }
    }

    // Of a pool, as WAS knows it. User: null for a built-in identity.
    public sealed class Identity
    {
        public string Type;
        public string User;
        public string Password;
        public string LogonType;
        public bool Manual;

        // The same password is the same, however it is encrypted.
        public string Key
        {
            get { return string.Join("\n", Type, User ?? "", User == null ? "" : Logons.Token(Password), LogonType, Manual); }
        }
    }

    public static class Logons
    {
        private static IDictionary state;
        private static Dictionary<string, Identity> known;
        private static int sessions;
        private static List<string> failed;

        // Null: refused.
        private static Dictionary<string, Session> kept;

        public static void Reset(IDictionary nodeState)
        {
            state = nodeState;
            known = null;
            sessions = 900000;
            failed = new List<string>();
            kept = new Dictionary<string, Session>(StringComparer.OrdinalIgnoreCase);
            if (!state.Contains("logons")) { return; }
            foreach (string pool in (IList)((IDictionary)state["logons"])["refused"]) { kept[pool] = null; }
        }

        public static string[] Refused { get { return kept.Where(one => one.Value == null).Select(one => one.Key).ToArray(); } }

        // The account of each refused logon: Windows counts them, and locks it.
        public static string[] Failed { get { return failed.ToArray(); } }

        public static Dictionary<string, Identity> InFile(ServerManager manager)
        {
            return manager.ApplicationPools.ToDictionary(one => one.Name, one => one.Identity, StringComparer.OrdinalIgnoreCase);
        }

        // What WAS knows before anything is changed in this job.
        public static Dictionary<string, Identity> Known
        {
            get { return known ?? (known = InFile(new ServerManager(true, null))); }
        }

        // Another identity ends the worker processes; requests after that start new ones.
        public static void Notice()
        {
            var before = Known;
            known = InFile(new ServerManager(true, null));
            foreach (var pool in known.Where(one => before.ContainsKey(one.Key) && before[one.Key].Key != one.Value.Key))
            {
                kept.Remove(pool.Key);
                WorkerProcesses.End(pool.Key);
                IisRuntime.Touch(pool.Key);
            }
        }

        // 503 where no worker process serves the pool.
        public static bool Serve(string pool)
        {
            if (IisRuntime.Settled(IisRuntime.Pools, pool) != "Started") { return false; }
            if (WorkerProcesses.Serve(pool)) { return true; }
            var tried = !kept.ContainsKey(pool);
            var session = SessionOf(pool);
            if (session == null) { IisRuntime.Disable(pool, tried); return false; }
            WorkerProcesses.Begin(pool, session, false);
            return true;
        }

        public static void Recycle(string pool)
        {
            var running = WorkerProcesses.Of(pool);
            if (running.Length == 0) { return; }
            if (!kept.ContainsKey(pool)) { kept[pool] = running[0].Session; }
            WorkerProcesses.End(pool);
            if (kept[pool] != null) { WorkerProcesses.Begin(pool, kept[pool], true); }
            IisRuntime.Touch(pool);
        }

        private static Session SessionOf(string pool)
        {
            if (!kept.ContainsKey(pool))
            {
                var session = new Session { Id = sessions++, Began = Shown ? WorkerProcesses.During : null };
                kept[pool] = MayLogOn(Known[pool]) ? session : null;
                if (kept[pool] == null) { failed.Add(Known[pool].User); }
            }
            return kept[pool];
        }

        // Whether Windows associates processes with logon sessions on this node.
        private static bool Shown
        {
            get { return !state.Contains("logons") || (bool)((IDictionary)state["logons"])["shown"]; }
        }

        public static string OwnerSid(string pool)
        {
            var identity = Known[pool];
            if (identity.User != null)
            {
                var account = Items("accounts", "accounts").First(one => identity.User.Equals((string)one["name"], StringComparison.OrdinalIgnoreCase));
                return (string)account["sid"];
            }
            switch (identity.Type)
            {
                case "LocalSystem": return "S-1-5-18";
                case "LocalService": return "S-1-5-19";
                case "NetworkService": return "S-1-5-20";
                default: return "S-1-5-82-" + pool.ToLowerInvariant().GetHashCode();
            }
        }

        private static bool MayLogOn(Identity identity)
        {
            if (identity.User == null || !state.Contains("process_activation")) { return true; }
            var found = Items("process_activation", "accounts")
                .FirstOrDefault(one => identity.User.Equals((string)one["name"], StringComparison.OrdinalIgnoreCase));
            if (found == null) { return false; }
            if (!identity.User.EndsWith("$") && Token(identity.Password) != (string)found["password"]) { return false; }
            return !state.Contains("user_rights") || Holds(identity);
        }

        private static bool Holds(Identity identity)
        {
            var account = Items("accounts", "accounts")
                .FirstOrDefault(one => identity.User.Equals((string)one["name"], StringComparison.OrdinalIgnoreCase));
            if (account == null) { return false; }
            var token = new HashSet<string> { (string)account["sid"] };
            token.UnionWith(((IList)account["groups"] ?? new object[0]).Cast<string>());
            if (!identity.Manual) { token.Add("S-1-5-32-568"); }
            var kind = identity.LogonType == "LogonService" ? "ServiceLogonRight" : "BatchLogonRight";
            return Trustees("Se" + kind).Any(token.Contains) && !Trustees("SeDeny" + kind).Any(token.Contains);
        }

        private static IEnumerable<string> Trustees(string right)
        {
            var found = Items("user_rights", "rights").First(one => (string)one["right"] == right);
            return ((IList)found["trustees"]).Cast<string>();
        }

        private static IEnumerable<IDictionary> Items(string concern, string name)
        {
            return ((IList)((IDictionary)state[concern])[name]).Cast<IDictionary>();
        }

        // No state has a password in it, only what proves that two are the same.
        public static string Token(string password)
        {
            if (password.StartsWith("sha256:")) { return password; }
            using (var hash = SHA256.Create())
            {
                var bytes = hash.ComputeHash(Encoding.UTF8.GetBytes(password));
                return "sha256:" + string.Concat(bytes.Select(one => one.ToString("x2")));
            }
        }
    }
}
