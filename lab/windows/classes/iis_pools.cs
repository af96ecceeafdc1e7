// Application pools.
namespace Microsoft.Web.Administration
{
    using NlbKerberos.Lab;

    public enum ProcessModelIdentityType
    {
        LocalSystem = 0, LocalService = 1, NetworkService = 2, SpecificUser = 3, ApplicationPoolIdentity = 4,
    }

    public enum ObjectState { Starting = 0, Started = 1, Stopping = 2, Stopped = 3, Unknown = 4 }

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

        // Whether the pool runs is no configuration: the Windows Process Activation Service says it, or cannot.
        public ObjectState State
        {
            get
            {
                if (IisServer.Stopped) { throw Errors.NoState(); }
                return AutoStart ? ObjectState.Started : ObjectState.Stopped;
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
