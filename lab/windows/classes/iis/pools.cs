// Application pools.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using NlbKerberos.Lab;

    public enum ProcessModelIdentityType
    {
        LocalSystem = 0, LocalService = 1, NetworkService = 2, SpecificUser = 3, ApplicationPoolIdentity = 4,
    }

    public enum ObjectState { Starting = 0, Started = 1, Stopping = 2, Stopped = 3, Unknown = 4 }

    public sealed class WorkerProcess
    {
        public int ProcessId { get; internal set; }
    }

    public sealed class ApplicationPoolProcessModel : ConfigurationElement
    {
        public ProcessModelIdentityType IdentityType
        {
            get { return (ProcessModelIdentityType)(int)GetAttributeValue("identityType"); }
            set { SetAttributeValue("identityType", (int)value); }
        }

        public string UserName
        {
            get { return (string)GetAttributeValue("userName"); }
            set { SetAttributeValue("userName", value); }
        }

        public string Password
        {
            get { return (string)GetAttributeValue("password"); }
            set { SetAttributeValue("password", value); }
        }
    }

    public sealed class ApplicationPool : ConfigurationElement
    {
        public string Name
        {
            get { return (string)GetAttributeValue("name"); }
            set { SetAttributeValue("name", value); }
        }

        public bool AutoStart
        {
            get { return (bool)GetAttributeValue("autoStart"); }
            set { SetAttributeValue("autoStart", value); }
        }

        public ApplicationPoolProcessModel ProcessModel
        {
            get { return Child<ApplicationPoolProcessModel>("processModel"); }
        }

        // Whether the pool runs is no configuration: the Windows Process Activation Service reports it, or cannot.
        public ObjectState State
        {
            get
            {
                if (IisServer.Stopped) { throw Errors.NoState(); }
                return (ObjectState)Enum.Parse(typeof(ObjectState), IisRuntime.StateOf(IisRuntime.Pools, Name));
            }
        }

        // Windows has a special collection for them, to be enumerated like this.
        public WorkerProcess[] WorkerProcesses
        {
            get
            {
                if (IisServer.Stopped) { throw Errors.NoState(); }
                List<KeyValuePair<int, string>> found;
                IisRuntime.Processes.TryGetValue(Name, out found);
                found = found ?? new List<KeyValuePair<int, string>>();
                return found.Select(one => new WorkerProcess { ProcessId = one.Key }).ToArray();
            }
        }

        public ObjectState Start()
        {
            if (IisServer.Stopped) { throw Errors.NoState(); }
            Begin();
            return State;
        }

        public ObjectState Stop()
        {
            if (IisServer.Stopped) { throw Errors.NoState(); }
            IisRuntime.Processes.Remove(Name);
            IisRuntime.Pools[Name] = "Stopped";
            return State;
        }

        public ObjectState Recycle()
        {
            if (State != ObjectState.Started) { throw Errors.NoState(); }
            Begin();
            return State;
        }

        // As what its worker processes would log on now: two that are the same need no new ones.
        internal string Logon
        {
            get
            {
                var model = ProcessModel;
                return model.IdentityType + "\n" + model.UserName + "\n" + model.Password;
            }
        }

        internal void Begin()
        {
            var model = ProcessModel;
            var user = model.IdentityType == ProcessModelIdentityType.SpecificUser ? model.UserName : null;
            var type = (int)model.GetAttributeValue("logonType") == 1 ? "LogonService" : "LogonBatch";
            IisRuntime.Start(Name, user, model.Password, type, (bool)model.GetAttributeValue("manualGroupMembership"));
        }
    }

    public sealed class ApplicationPoolCollection : ConfigurationElementCollectionBase<ApplicationPool>
    {
        public new ApplicationPool this[string name] { get { return Find("name", name); } }

        public ApplicationPool Add(string name)
        {
            var pool = CreateElement();
            pool.Name = name;
            return Add(pool);
        }
    }
}
