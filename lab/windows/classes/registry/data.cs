// What becomes of a value on its way into the registry: its kind decides the type in which it is read again.
namespace NlbKerberos.Lab
{
    using System.Management.Automation;
    using Microsoft.Win32;

    public static class RegistryData
    {
        public static object Convert(RegistryValueKind kind, object data)
        {
            switch (kind)
            {
                case RegistryValueKind.DWord: return Number(data);
                case RegistryValueKind.QWord: return LanguagePrimitives.ConvertTo<long>(data);
                case RegistryValueKind.MultiString: return LanguagePrimitives.ConvertTo<string[]>(data);
                case RegistryValueKind.Binary: return LanguagePrimitives.ConvertTo<byte[]>(data);
                default: return LanguagePrimitives.ConvertTo<string>(data);
            }
        }

        // Without a kind, Windows takes the one that fits the value, and text where none does.
        public static RegistryValueKind KindOf(object data)
        {
            var wrapped = data as PSObject;
            if (wrapped != null) { data = wrapped.BaseObject; }
            if (data is int) { return RegistryValueKind.DWord; }
            if (data is byte[]) { return RegistryValueKind.Binary; }
            return data is string[] ? RegistryValueKind.MultiString : RegistryValueKind.String;
        }

        private static object Number(object data)
        {
            // 0xFFFFFFFF fits a DWORD, which is read back as a signed number.
            long number = LanguagePrimitives.ConvertTo<long>(data);
            bool unsigned = number > int.MaxValue && number <= uint.MaxValue;
            return unsigned ? unchecked((int)(uint)number) : LanguagePrimitives.ConvertTo<int>(data);
        }
    }
}
