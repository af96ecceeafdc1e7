// A section as it is in effect at one path, and whether it may be changed there.
namespace Microsoft.Web.Administration
{
    public enum OverrideMode { Unknown = 0, Inherit = 1, Allow = 2, Deny = 3 }

    public sealed class ConfigurationSection : ConfigurationElement
    {
        public string SectionPath { get; internal set; }
        public OverrideMode OverrideMode { get; internal set; }
        public OverrideMode OverrideModeEffective { get; internal set; }
        public bool IsLocked { get; internal set; }
    }
}
