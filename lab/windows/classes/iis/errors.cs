// The exceptions of the configuration system: their types, numbers and texts are those seen on Windows, or documented.
namespace Microsoft.Web.Administration
{
    using System;
    using System.IO;
    using System.Runtime.InteropServices;

    internal static class Errors
    {
        private const int Fail = unchecked((int)0x80004005);

        public static COMException NotRegistered()
        {
            const int number = unchecked((int)0x80040154);
            const string text = "Retrieving the COM class factory for component with CLSID "
                + "{2B72133B-3F5B-4602-8952-803546CE3344} failed due to the following error: 80040154 "
                + "Class not registered (Exception from HRESULT: 0x80040154 (REGDB_E_CLASSNOTREG)).";
            return new COMException(text, number);
        }

        // For an attribute that the schema lacks, such as one of a newer version of IIS.
        public static COMException NoSuchAttribute()
        {
            return new COMException("Invalid index.\r\n", unchecked((int)0x80070585));
        }

        // The Windows Process Activation Service is stopped, or has not heard of the pool yet.
        public static COMException NoState()
        {
            const int number = unchecked((int)0x80070426);
            return new COMException("The service has not been started. (Exception from HRESULT: 0x80070426)", number);
        }

        // Right after a change of a pool or a site; and where it is asked to start or stop then.
        public static COMException NotAvailable()
        {
            const int number = unchecked((int)0x800710D8);
            return new COMException("The object identifier does not represent a valid object. (Exception from HRESULT: 0x800710D8)", number);
        }

        public static COMException NoControl()
        {
            const int number = unchecked((int)0x80070425);
            const string text = "The service cannot accept control messages at this time. (Exception from HRESULT: 0x80070425)";
            return new COMException(text, number);
        }

        // Another process has the configuration file open.
        public static COMException InUse()
        {
            const int number = unchecked((int)0x80070020);
            const string text = "The process cannot access the file because it is being used by another process. "
                + "(Exception from HRESULT: 0x80070020)";
            return new COMException(text, number);
        }

        public static DllNotFoundException NoLibrary()
        {
            return new DllNotFoundException("Unable to load DLL 'nativerd.dll': The specified module could not be found.");
        }

        public static COMException Invalid(string file, string cause)
        {
            return new COMException(In(file, cause), Fail);
        }

        // Of a collection with unique keys: IIS answers 500.19 with this number.
        public static COMException Duplicate(string file, string cause)
        {
            return new COMException(In(file, cause), unchecked((int)0x800700B7));
        }

        public static FileNotFoundException UnknownPath(string file, string path)
        {
            path = "MACHINE/WEBROOT/APPHOST/" + path;
            return new FileNotFoundException(In(file, "Unrecognized configuration path '" + path + "'"));
        }

        public static FileNotFoundException NoFile(string file)
        {
            return new FileNotFoundException(In(file, "Cannot read configuration file"));
        }

        public static DirectoryNotFoundException NoFolder(string file)
        {
            return new DirectoryNotFoundException(In(file, "Cannot read configuration file"));
        }

        public static UnauthorizedAccessException NoAccess(string file)
        {
            const string cause = "Cannot read configuration file due to insufficient permissions";
            return new UnauthorizedAccessException(In(file, cause));
        }

        // One type, three meanings.
        public static FileLoadException Locked(string file)
        {
            const string cause = "This configuration section cannot be used at this path. This happens when "
                + "the section is locked at a parent level. Locking is either by default "
                + "(overrideModeDefault=\"Deny\"), or set explicitly by a location tag with overrideMode=\"Deny\" "
                + "or the legacy allowOverride=\"false\".";
            return new FileLoadException(In(file, cause));
        }

        public static FileLoadException Changed(string file)
        {
            const string cause = "Cannot commit configuration changes because the file has changed on disk";
            return new FileLoadException(In(file, cause));
        }

        public static FileLoadException Held(string file)
        {
            return new FileLoadException(In(file, "Cannot write configuration file"));
        }

        public static InvalidOperationException ReadOnly()
        {
            return new InvalidOperationException(
                "The configuration object is read only, because it has been committed by a call to "
                + "ServerManager.CommitChanges(). "
                + "If write access is required, use ServerManager to get a new reference.");
        }

        private static string In(string file, string cause)
        {
            return "Filename: \\\\?\\" + file + "\r\nError: " + cause + "\r\n\r\n";
        }
    }
}
