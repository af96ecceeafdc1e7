// Encrypted attributes stand in the file as [enc:provider:base64:enc]; clear text there is read as it is.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Linq;
    using System.Security.Cryptography;
    using System.Text;
    using System.Text.RegularExpressions;
    using NlbKerberos.Lab;

    internal static class Encryption
    {
        private static readonly Regex Stored = new Regex(@"^\[enc:[^:]+:(.*):enc\]$");

        public static string Write(string clear)
        {
            using (var cipher = Cipher())
            {
                cipher.GenerateIV();
                var text = Encoding.UTF8.GetBytes(clear);
                var hidden = cipher.CreateEncryptor().TransformFinalBlock(text, 0, text.Length);
                var bytes = cipher.IV.Concat(Seal(text)).Concat(hidden).ToArray();
                return "[enc:IISWASOnlyCngProvider:" + Convert.ToBase64String(bytes) + ":enc]";
            }
        }

        // What another machine has encrypted is read as nothing, without an error.
        public static string Read(string stored)
        {
            var found = Stored.Match(stored);
            if (!found.Success) { return stored; }
            try { return Open(Convert.FromBase64String(found.Groups[1].Value)); }
            catch (FormatException) { return ""; }
            catch (CryptographicException) { return ""; }
        }

        private static string Open(byte[] bytes)
        {
            if (bytes.Length < 48) { return ""; }
            using (var cipher = Cipher())
            {
                cipher.IV = bytes.Take(16).ToArray();
                var text = cipher.CreateDecryptor().TransformFinalBlock(bytes, 32, bytes.Length - 32);
                return Seal(text).SequenceEqual(bytes.Skip(16).Take(16)) ? Encoding.UTF8.GetString(text) : "";
            }
        }

        private static Aes Cipher()
        {
            var cipher = Aes.Create();
            cipher.Key = Hash(Encoding.UTF8.GetBytes(IisServer.MachineKey));
            return cipher;
        }

        private static byte[] Seal(byte[] text) { return Hash(text).Take(16).ToArray(); }

        private static byte[] Hash(byte[] bytes)
        {
            using (var hash = SHA256.Create()) { return hash.ComputeHash(bytes); }
        }
    }
}
