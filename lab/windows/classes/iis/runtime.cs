// What runs, which is no configuration: pools, sites and worker processes, as the Windows Process Activation Service
// keeps them. Over state.iis, state.process_activation, state.user_rights and state.accounts; set anew for every job.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections;
    using System.Collections.Generic;
    using System.Linq;
    using System.Security.Cryptography;
    using System.Text;

    public sealed class WasEvent
    {
        public int Id { get; set; }
        public string Pool { get; set; }
        public string Message { get; set; }
        public DateTime Time { get; set; }
    }

    public static class IisRuntime
    {
        private static IDictionary state;

        public static Dictionary<string, string> Pools { get; private set; }
        public static Dictionary<string, string> Sites { get; private set; }
        public static Dictionary<string, List<KeyValuePair<int, string>>> Processes { get; private set; }
        public static List<WasEvent> Events { get; private set; }

        public static void Reset(IDictionary nodeState)
        {
            state = nodeState;
            Pools = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            Sites = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            Processes = new Dictionary<string, List<KeyValuePair<int, string>>>(StringComparer.OrdinalIgnoreCase);
            Events = new List<WasEvent>();
            if (!state.Contains("iis")) { return; }
            var iis = (IDictionary)state["iis"];
            foreach (IDictionary pool in (IList)iis["pools"])
            {
                var name = (string)pool["name"];
                Pools[name] = (string)pool["state"];
                Processes[name] = ((IList)pool["worker_processes"]).Cast<IDictionary>().Select(
                    one => new KeyValuePair<int, string>(Convert.ToInt32(one["id"]), (string)one["started"])).ToList();
            }
            foreach (IDictionary site in (IList)iis["sites"]) { Sites[(string)site["name"]] = (string)site["state"]; }
        }

        public static string StateOf(Dictionary<string, string> things, string name)
        {
            string found;
            return things.TryGetValue(name, out found) ? found : "Started";
        }

        // The farm is asked all the time, so a pool that starts is asked at once, and a bad identity shows at once.
        public static void Start(string pool, string user, string password, string logonType, bool manual)
        {
            Processes[pool] = new List<KeyValuePair<int, string>>();
            if (MayLogOn(user, password, logonType, manual)) { Pools[pool] = "Started"; return; }
            foreach (var number in new[] { 5021, 5057, 5059 })
            {
                var what = number == 5021 ? "The identity of application pool " + pool + " is invalid."
                    : "Application pool " + pool + " has been disabled.";
                Events.Add(new WasEvent { Id = number, Pool = pool, Message = what, Time = DateTime.Now });
            }
            Pools[pool] = "Stopped";
        }

        // user: null for a built-in identity, which needs neither password nor right.
        private static bool MayLogOn(string user, string password, string logonType, bool manual)
        {
            if (user == null || !state.Contains("process_activation")) { return true; }
            var known = Items("process_activation", "accounts")
                .FirstOrDefault(one => user.Equals((string)one["name"], StringComparison.OrdinalIgnoreCase));
            if (known == null) { return false; }
            if (!user.EndsWith("$") && Token(password) != (string)known["password"]) { return false; }
            return !state.Contains("user_rights") || Holds(user, logonType, manual);
        }

        private static bool Holds(string user, string logonType, bool manual)
        {
            var account = Items("accounts", "accounts")
                .FirstOrDefault(one => user.Equals((string)one["name"], StringComparison.OrdinalIgnoreCase));
            if (account == null) { return false; }
            var token = new HashSet<string> { (string)account["sid"] };
            token.UnionWith(((IList)account["groups"] ?? new object[0]).Cast<string>());
            if (!manual) { token.Add("S-1-5-32-568"); }
            var kind = logonType == "LogonService" ? "ServiceLogonRight" : "BatchLogonRight";
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
