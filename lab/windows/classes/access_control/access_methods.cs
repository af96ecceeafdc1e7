// What the methods of .NET's files and folders do that it has on Windows only, over the tree of the one job that runs.
namespace NlbKerberos.Lab
{
    using System.IO;
    using System.Management.Automation;
    using System.Security.AccessControl;

    // As the engine wants methods that a table of types adds: the object first.
    public static class AccessMethods
    {
        public static AccessTree Tree { get; set; }

        public static SecurityDescriptor GetAccessControl(PSObject item, AccessControlSections sections)
        {
            return Tree.Read(PathOf(item), sections);
        }

        public static void SetAccessControl(PSObject item, SecurityDescriptor list) { Tree.Write(PathOf(item), list); }

        // There on every system, but not in the same order.
        public static FileSystemInfo[] GetFileSystemInfos(PSObject folder) { return Tree.List(PathOf(folder)); }

        // As the node names it, not the engine's file system.
        public static string GetTarget(PSObject folder) { return Tree.TargetOf(PathOf(folder)); }

        private static string PathOf(PSObject item) { return ((FileSystemInfo)item.BaseObject).FullName; }
    }
}
