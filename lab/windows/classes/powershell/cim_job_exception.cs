// The type by which Windows names what the cmdlets made from CIM classes (Get-NetIPAddress and the like) complain about.
namespace Microsoft.PowerShell.Cmdletization.Cim
{
    public sealed class CimJobException : System.SystemException
    {
        public CimJobException(string message) : base(message) { }
    }
}
