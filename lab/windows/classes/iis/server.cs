// What the stand-in for Microsoft.Web.Administration needs to know of its node: set anew for every job.
namespace NlbKerberos.Lab
{
    using System;
    using System.IO;
    using System.Linq;

    public static class IisServer
    {
        public const string Folder = @"C:\Windows\System32\inetsrv\config";

        private static string root;

        // A type that is compiled in would be there without Add-Type, which Windows' own is not.
        public static bool Loaded { get; set; }

        // Of this machine: what another one has encrypted cannot be read here.
        public static string MachineKey { get; set; }

        // Without the Windows Process Activation Service no pool has a state.
        public static bool Stopped { get; set; }

        // An account that is no administrator.
        public static bool Denied { get; set; }

        // Before how many commits another administrator commits first, so that the file is not the one that was read.
        public static int Rivals { get; set; }

        // What they change besides: text of the file, and by what. Late ones come right after a commit.
        public static string Replaced { get; set; }
        public static string By { get; set; }
        public static bool Late { get; set; }

        // When a file was written: the clock of the lab stands still.
        public static readonly DateTime Written = new DateTime(2026, 1, 12, 5, 59, 30, DateTimeKind.Utc);

        public static void Reset(string folderBehindC)
        {
            root = folderBehindC;
            Loaded = false;
            MachineKey = "";
            Stopped = false;
            Denied = false;
            Rivals = 0;
            Replaced = By = "";
            Late = false;
        }

        public static void Overtake(string path, bool late)
        {
            if (late != Late || Rivals <= 0) { return; }
            Rivals--;
            var text = File.ReadAllText(Find(path)) + "<!-- changed by another administrator -->";
            File.WriteAllText(Find(path), string.IsNullOrEmpty(Replaced) ? text : text.Replace(Replaced, By));
        }

        // The configuration system is a COM server: where only the .NET library is left, its class is not registered.
        public static bool Registered { get { return File.Exists(Find(@"C:\Windows\System32\inetsrv\nativerd.dll")); } }

        // The file behind a path of the node. Shares of other computers stand under UNC.
        public static string Find(string path)
        {
            var expanded = Environment.ExpandEnvironmentVariables(path).Replace('/', '\\');
            if (expanded.StartsWith(@"\\")) { expanded = @"C:\UNC\" + expanded.TrimStart('\\'); }
            if (!expanded.StartsWith(@"C:\", StringComparison.OrdinalIgnoreCase))
            {
                throw new NotSupportedException("not emulated: " + path + " is on no drive of this node");
            }
            var names = expanded.Substring(3).Split(new[] { '\\' }, StringSplitOptions.RemoveEmptyEntries);
            return names.Aggregate(root, Path.Combine);
        }
    }
}
