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
        public ObjectState State { get { return IisRuntime.StateOf(IisRuntime.Pools, Name); } }

        // Windows has a special collection for them, to be enumerated like this.
        public WorkerProcess[] WorkerProcesses
        {
            get
            {
                IisRuntime.Check(IisRuntime.Pools, Name);
                return NlbKerberos.Lab.WorkerProcesses.Of(Name).Select(one => new WorkerProcess { ProcessId = one.Id }).ToArray();
            }
        }

        public ObjectState Start() { return IisRuntime.Become(IisRuntime.Pools, Name, "Started"); }

        public ObjectState Stop()
        {
            var state = IisRuntime.Become(IisRuntime.Pools, Name, "Stopped");
            NlbKerberos.Lab.WorkerProcesses.End(Name);
            return state;
        }

        public ObjectState Recycle()
        {
            if (IisRuntime.Settled(IisRuntime.Pools, Name) != "Started") { throw Errors.NoState(); }
            var state = IisRuntime.Become(IisRuntime.Pools, Name, "Started");
            Logons.Recycle(Name);
            return state;
        }

        internal Identity Identity
        {
            get
            {
                var model = ProcessModel;
                var specific = model.IdentityType == ProcessModelIdentityType.SpecificUser;
                return new Identity
                {
                    Type = model.IdentityType.ToString(), User = specific ? model.UserName : null, Password = model.Password,
                    LogonType = (int)model.GetAttributeValue("logonType") == 1 ? "LogonService" : "LogonBatch",
                    Manual = (bool)model.GetAttributeValue("manualGroupMembership"),
                };
            }
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
