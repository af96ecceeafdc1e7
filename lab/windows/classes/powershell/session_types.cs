// How a session shows types and formats. One table serves all jobs: an access to a member is compiled for one table, so
// that a table for each job would mean to compile anew in each, and to keep every table that was compiled for.
namespace NlbKerberos.Lab
{
    using System;
    using System.IO;
    using System.Management.Automation.Runspaces;

    public static class SessionTypes
    {
        public static void Share(InitialSessionState initial)
        {
            initial.Types.Clear();
            initial.Types.Add(new SessionStateTypeEntry(Make()));
            initial.Formats.Clear();
            initial.Formats.Add(new SessionStateFormatEntry(FormatTable.LoadDefaultFormatFiles()));
        }

        private static TypeTable Make()
        {
            var made = TypeTable.LoadDefaultTypeFiles();
            made.AddType(WithMethods(typeof(FileInfo), "GetAccessControl", "SetAccessControl"));
            made.AddType(WithMethods(typeof(DirectoryInfo), "GetAccessControl", "SetAccessControl", "GetFileSystemInfos"));
            return made;
        }

        private static TypeData WithMethods(Type type, params string[] names)
        {
            var data = new TypeData(type);
            data.Members.Add("Target", new CodePropertyData("Target", typeof(AccessMethods).GetMethod("GetTarget")));
            data.IsOverride = true;  // the engine has one, in the terms of its own file system
            foreach (var name in names) { data.Members.Add(name, new CodeMethodData(name, typeof(AccessMethods).GetMethod(name))); }
            return data;
        }
    }
}
