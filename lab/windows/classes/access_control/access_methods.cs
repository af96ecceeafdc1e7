// What the methods of .NET's files and folders do that it has on Windows only, over the tree of the one job that runs.
namespace NlbKerberos.Lab
{
    using System.IO;
    using System.Security.AccessControl;

    public static class AccessMethods
    {
        public static AccessTree Tree { get; set; }

        public static SecurityDescriptor GetAccessControl(FileSystemInfo item, AccessControlSections sections)
        {
            return Tree.Read(item.FullName, sections);
        }

        public static void SetAccessControl(FileSystemInfo item, SecurityDescriptor list) { Tree.Write(item.FullName, list); }

        // There on every system, but not in the same order.
        public static FileSystemInfo[] GetFileSystemInfos(DirectoryInfo folder) { return Tree.List(folder.FullName); }
    }
}
