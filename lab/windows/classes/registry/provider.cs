// The registry provider: keys. It lets the engine's own item cmdlets work on HKLM:, with the messages Windows gives.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.ObjectModel;
    using System.IO;
    using System.Linq;
    using System.Management.Automation;
    using System.Management.Automation.Provider;

    // One per runspace, so that the keys of one job are gone with it.
    public sealed class RegistryInfo : ProviderInfo
    {
        public readonly Key Machine = new Key("HKEY_LOCAL_MACHINE");
        public readonly Key Users = new Key("HKEY_USERS");  // no drive of Windows leads there: Registry::HKEY_USERS
        public RegistryInfo(ProviderInfo info) : base(info) { }
    }

    [CmdletProvider("Registry", ProviderCapabilities.ShouldProcess)]
    public sealed partial class RegistryProvider : NavigationCmdletProvider, IDynamicPropertyCmdletProvider
    {
        private Key Machine { get { return ((RegistryInfo)ProviderInfo).Machine; } }
        private Key Users { get { return ((RegistryInfo)ProviderInfo).Users; } }

        protected override ProviderInfo Start(ProviderInfo info) { return new RegistryInfo(info); }

        protected override Collection<PSDriveInfo> InitializeDefaultDrives()
        {
            return new Collection<PSDriveInfo> { new PSDriveInfo("HKLM", ProviderInfo, Machine.Name, string.Empty, null) };
        }

        private static bool IsBelow(Key root, string path)
        {
            return string.Equals(Key.Names(path).FirstOrDefault(), root.Name, StringComparison.OrdinalIgnoreCase);
        }

        private Key Root(string path) { return IsBelow(Users, path) ? Users : Machine; }

        // Not every cmdlet hands over the drive's root with the path.
        private string Below(string path)
        {
            return string.Join("\\", Key.Names(path).Skip(IsBelow(Machine, path) || IsBelow(Users, path) ? 1 : 0));
        }

        private Key Find(string path) { return Root(path).Find(Below(path)); }

        private Key Parent(string path)
        {
            var names = Key.Names(Below(path));
            return Root(path).Find(string.Join("\\", names.Take(names.Length - 1)));
        }

        private Key FindOrComplain(string path)
        {
            var key = Find(path);
            if (key == null) { ComplainOfMissing(path); }
            return key;
        }

        private void ComplainOfMissing(string path)
        {
            Complain(new ArgumentException("The registry key at the specified path does not exist."), ErrorCategory.InvalidArgument, path);
        }

        private void Complain(Exception reason, ErrorCategory category, object target)
        {
            WriteError(new ErrorRecord(reason, reason.GetType().FullName, category, target));
        }

        protected override bool IsValidPath(string path) { return Key.Names(path).Length > 0; }
        protected override bool ItemExists(string path) { return Find(path) != null; }
        protected override bool IsItemContainer(string path) { return Find(path) != null; }
        protected override bool HasChildItems(string path) { return Find(path) != null && Find(path).SubKeyCount > 0; }

        protected override void GetItem(string path)
        {
            var key = FindOrComplain(path);
            if (key != null) { WriteItemObject(key, path, true); }
        }

        protected override void GetChildItems(string path, bool recurse)
        {
            var key = FindOrComplain(path);
            if (key == null) { return; }
            foreach (var name in key.GetSubKeyNames())
            {
                WriteItemObject(key.Find(name), path + "\\" + name, true);
                if (recurse) { GetChildItems(path + "\\" + name, true); }
            }
        }

        protected override void GetChildNames(string path, ReturnContainers returnContainers)
        {
            var key = FindOrComplain(path);
            if (key == null) { return; }
            foreach (var name in key.GetSubKeyNames()) { WriteItemObject(name, path + "\\" + name, true); }
        }

        protected override void NewItem(string path, string itemTypeName, object newItemValue)
        {
            if (!Force && Find(path) != null)
            {
                Complain(new IOException("A key in this path already exists."), ErrorCategory.ResourceExists, path);
                return;
            }
            if (!Force && Parent(path) == null) { ComplainOfMissing(path); return; }
            if (!ShouldProcess(path, "New Item")) { return; }
            // -Force makes an existing key anew, and its values are gone.
            if (Parent(path) != null) { Parent(path).RemoveKey(Key.Names(path).Last()); }
            var key = Root(path).Make(Below(path));
            if (newItemValue != null) { key.Set("(default)", RegistryData.KindOf(newItemValue), newItemValue); }
            WriteItemObject(key, path, true);
        }

        protected override void RemoveItem(string path, bool recurse)
        {
            if (FindOrComplain(path) == null || !ShouldProcess(path, "Remove Key")) { return; }
            Parent(path).RemoveKey(Key.Names(path).Last());
        }
    }
}
