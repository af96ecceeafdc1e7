// The host of one job: keeps what would have appeared on the console, and the exit code that `exit` asks for.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.Generic;
    using System.Collections.ObjectModel;
    using System.Globalization;
    using System.Management.Automation;
    using System.Management.Automation.Host;
    using System.Security;
    using System.Text;

    public sealed class JobHost : PSHost
    {
        private readonly JobConsole console = new JobConsole();
        private readonly Guid id = Guid.NewGuid();

        public int? ExitCode { get; private set; }
        public string Shown { get { return console.Shown.ToString(); } }
        public override string Name { get { return "ConsoleHost"; } }
        public override Version Version { get { return new Version(5, 1); } }
        public override Guid InstanceId { get { return id; } }
        public override PSHostUserInterface UI { get { return console; } }
        public override CultureInfo CurrentCulture { get { return CultureInfo.GetCultureInfo("en-US"); } }
        public override CultureInfo CurrentUICulture { get { return CultureInfo.GetCultureInfo("en-US"); } }
        public override void SetShouldExit(int exitCode) { ExitCode = exitCode; }
        public override void EnterNestedPrompt() { throw Refused(); }
        public override void ExitNestedPrompt() { throw Refused(); }
        public override void NotifyBeginApplication() { }
        public override void NotifyEndApplication() { }

        internal static Exception Refused()
        {
            return new PSInvalidOperationException("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
        }
    }

    public sealed class JobConsole : PSHostUserInterface
    {
        public readonly StringBuilder Shown = new StringBuilder();

        public override PSHostRawUserInterface RawUI { get { return null; } }
        public override void Write(string value) { Shown.Append(value); }
        public override void Write(ConsoleColor foreground, ConsoleColor background, string value) { Shown.Append(value); }
        public override void WriteLine(string value) { Shown.Append(value).Append("\r\n"); }
        public override void WriteErrorLine(string value) { WriteLine(value); }
        public override void WriteDebugLine(string message) { WriteLine("DEBUG: " + message); }
        public override void WriteVerboseLine(string message) { WriteLine("VERBOSE: " + message); }
        public override void WriteWarningLine(string message) { WriteLine("WARNING: " + message); }
        public override void WriteProgress(long sourceId, ProgressRecord record) { }
        public override string ReadLine() { throw JobHost.Refused(); }
        public override SecureString ReadLineAsSecureString() { throw JobHost.Refused(); }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
        {
            throw JobHost.Refused();
        }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            throw JobHost.Refused();
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
        {
            throw JobHost.Refused();
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName,
            PSCredentialTypes allowed, PSCredentialUIOptions options)
        {
            throw JobHost.Refused();
        }
    }
}
