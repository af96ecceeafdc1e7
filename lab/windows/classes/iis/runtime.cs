// What runs, which is no configuration: pools, sites and worker processes, as the Windows Process Activation Service (WAS)
// keeps them. Over state.iis and state.process_activation; set anew for every job.
// WAS does nothing at once: it hears of a change of the configuration after some seconds, and right after a change of its
// own it gives no answers. Time passes where a payload pauses, and when the job is over.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections;
    using System.Collections.Generic;
    using System.Linq;
    using Microsoft.Web.Administration;

    // A pool or a site. Busy: until when it gives no answer; Until: until when it is only passing to its state.
    public sealed class RunningObject
    {
        public string State = "Started";
        public string Passing = "";
        public double Busy;
        public double Until;
    }

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
        private static double noticed = double.PositiveInfinity;

        public static Dictionary<string, RunningObject> Pools { get; private set; }
        public static Dictionary<string, RunningObject> Sites { get; private set; }
        public static List<WasEvent> Events { get; private set; }
        public static double Now { get; private set; }

        public static void Reset(IDictionary nodeState)
        {
            state = nodeState;
            Now = 0;
            noticed = double.PositiveInfinity;
            Pools = new Dictionary<string, RunningObject>(StringComparer.OrdinalIgnoreCase);
            Sites = new Dictionary<string, RunningObject>(StringComparer.OrdinalIgnoreCase);
            Events = new List<WasEvent>();
            Held = Delay("held");
            WorkerProcesses.Reset(nodeState);
            Logons.Reset(nodeState);
            if (!state.Contains("iis")) { return; }
            foreach (var pool in Items("iis", "pools")) { Pools[(string)pool["name"]] = new RunningObject { State = (string)pool["state"] }; }
            foreach (var site in Items("iis", "sites")) { Sites[(string)site["name"]] = new RunningObject { State = (string)site["state"] }; }
        }

        // Seconds that something takes; of held: how often the configuration file is in use when a pool is to be changed.
        public static int Delay(string what)
        {
            var part = state.Contains("process_activation") ? (IDictionary)state["process_activation"] : null;
            var delays = part != null && part.Contains("delays") ? (IDictionary)part["delays"] : null;
            return delays != null && delays.Contains(what) ? Convert.ToInt32(delays[what]) : 0;
        }

        public static int Held { get; set; }

        private static IEnumerable<IDictionary> Items(string concern, string name)
        {
            return ((IList)((IDictionary)state[concern])[name]).Cast<IDictionary>();
        }

        private static bool Runs(string service)
        {
            var iis = (IDictionary)state["iis"];
            return !iis.Contains("services") || Items("iis", "services").All(
                one => (string)one["name"] != service || (string)one["state"] == "Running");
        }

        public static bool Serves { get { return !IisServer.Stopped && Runs("WAS") && Runs("W3SVC"); } }

        public static void Pass(double seconds)
        {
            Now += seconds;
            if (Now < noticed) { return; }
            noticed = double.PositiveInfinity;
            Logons.Notice();
        }

        public static void Committed() { noticed = Now + Delay("notice"); Pass(0); }

        private static RunningObject Find(Dictionary<string, RunningObject> things, string name)
        {
            if (!things.ContainsKey(name)) { things[name] = new RunningObject(); }
            return things[name];
        }

        public static string Settled(Dictionary<string, RunningObject> things, string name)
        {
            return Find(things, name).State;
        }

        public static ObjectState StateOf(Dictionary<string, RunningObject> things, string name)
        {
            Check(things, name);
            var found = Find(things, name);
            return (ObjectState)Enum.Parse(typeof(ObjectState), Now < found.Until ? found.Passing : found.State);
        }

        public static void Check(Dictionary<string, RunningObject> things, string name)
        {
            if (IisServer.Stopped || !Runs("WAS") || (things == Sites && !Runs("W3SVC"))) { throw Errors.NoState(); }
            if (things == Pools && Unreadable(name)) { throw Errors.NoLibrary(); }
            if (Now < Find(things, name).Busy) { throw Errors.NotAvailable(); }
        }

        private static bool Unreadable(string pool)
        {
            var part = state.Contains("process_activation") ? (IDictionary)state["process_activation"] : null;
            return part != null && part.Contains("unreadable") && ((IList)part["unreadable"]).Contains(pool);
        }

        public static ObjectState Become(Dictionary<string, RunningObject> things, string name, string wanted)
        {
            if (!Serves) { throw Errors.NoState(); }
            var found = Find(things, name);
            if (Now < found.Busy) { throw Errors.NoControl(); }
            if (found.State != wanted) { Change(found, wanted); }
            return (ObjectState)Enum.Parse(typeof(ObjectState), Now < found.Until ? found.Passing : wanted);
        }

        public static void Touch(string pool) { Change(Find(Pools, pool), Find(Pools, pool).State); }

        private static void Change(RunningObject found, string wanted)
        {
            found.Passing = wanted == "Started" ? "Starting" : "Stopping";
            found.State = wanted;
            found.Busy = Now + Delay("busy");
            found.Until = found.Busy + Delay("passing");
        }

        // No worker process of the pool can be started: it answers with 503 from now on.
        public static void Disable(string pool, bool tried)
        {
            foreach (var number in tried ? new[] { 5021, 5057, 5059 } : new[] { 5057, 5059 })
            {
                var what = number == 5021 ? "The identity of application pool " + pool + " is invalid."
                    : "Application pool " + pool + " has been disabled.";
                Events.Add(new WasEvent { Id = number, Pool = pool, Message = what, Time = DateTime.Now });
            }
            Change(Find(Pools, pool), "Stopped");
        }
    }
}
