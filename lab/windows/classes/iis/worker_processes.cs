// The worker processes of IIS' pools. A new one is started by a request, or where one is recycled; it gets the logon session
// that the Windows Process Activation Service keeps for its pool.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections;
    using System.Collections.Generic;
    using System.Linq;

    public sealed class RunningProcess
    {
        public int Id { get; set; }
        public string Pool { get; set; }
        public string Started { get; set; }
        public Session Session { get; set; }
        public double Ends { get; set; }
    }

    public static class WorkerProcesses
    {
        // When a process or a session begins in a job. Its id: after a new logon one that the pool did not have before, and
        // another one where it is recycled.
        public const string During = "2026-01-31 08:00:05";
        private const int FirstId = 5000, SecondId = 5004, RecycledId = 5008;

        private static List<RunningProcess> all;
        private static Dictionary<string, int> first;

        public static void Reset(IDictionary state)
        {
            all = new List<RunningProcess>();
            first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            if (!state.Contains("iis")) { return; }
            foreach (IDictionary pool in (IList)((IDictionary)state["iis"])["pools"])
            {
                var name = (string)pool["name"];
                foreach (IDictionary one in (IList)pool["worker_processes"])
                {
                    var id = Convert.ToInt32(one["id"]);
                    if (!first.ContainsKey(name)) { first[name] = id; }
                    var session = new Session { Id = 1000 + first[name], Began = (string)one["logged_on"] };
                    all.Add(new RunningProcess
                    {
                        Id = id, Pool = name, Started = (string)one["started"], Session = session, Ends = double.PositiveInfinity,
                    });
                }
            }
        }

        public static IEnumerable<RunningProcess> All { get { return all.Where(one => IisRuntime.Now < one.Ends); } }

        public static RunningProcess[] Of(string pool)
        {
            return All.Where(one => one.Pool.Equals(pool, StringComparison.OrdinalIgnoreCase)).ToArray();
        }

        public static RunningProcess Find(uint id) { return All.First(one => one.Id == id); }

        // One second for what it has begun.
        public static void End(string pool)
        {
            foreach (var one in Of(pool).Where(one => double.IsInfinity(one.Ends))) { one.Ends = IisRuntime.Now + 1; }
        }

        public static void Begin(string pool, Session session, bool recycled)
        {
            int before;
            var id = recycled ? RecycledId : first.TryGetValue(pool, out before) && before == FirstId ? SecondId : FirstId;
            while (all.Any(one => one.Id == id)) { id += 100; }
            all.Add(new RunningProcess { Id = id, Pool = pool, Started = During, Session = session, Ends = double.PositiveInfinity });
        }

        // Those that a request finds: one that is ending takes none.
        public static bool Serve(string pool) { return Of(pool).Any(one => double.IsInfinity(one.Ends)); }

        // For the state.
        public static IDictionary[] Left(string pool)
        {
            return Of(pool).Select(one => (IDictionary)new System.Collections.Specialized.OrderedDictionary
            {
                { "id", one.Id }, { "started", one.Started }, { "logged_on", one.Session.Began },
            }).ToArray();
        }
    }
}
