// HTTP of this node to itself: http.sys takes a request by the bindings of IIS, and the Windows Process Activation Service
// starts a worker process for it. No network: a client's stream is answered here.
namespace NlbKerberos.Lab
{
    using System;
    using System.Collections.Generic;
    using System.IO;
    using System.Linq;
    using System.Net;
    using System.Net.Sockets;
    using System.Text;
    using Microsoft.Web.Administration;

    public static class HttpSys
    {
        private static readonly string[] Every = { "*", "", "0.0.0.0", "[::]" };

        private sealed class Bound
        {
            public Site Site;
            public string Protocol;
            public string Address;
            public int Port;
            public string Host;
        }

        private static IEnumerable<Bound> Bindings(IPAddress address, int port)
        {
            foreach (var site in new ServerManager(true, null).Sites)
            {
                if (IisRuntime.Settled(IisRuntime.Sites, site.Name) != "Started") { continue; }
                foreach (var binding in site.Bindings)
                {
                    var parts = ((string)binding["bindingInformation"]).Split(':');
                    if (parts.Length < 3) { continue; }
                    var bound = new Bound
                    {
                        Site = site, Protocol = (string)binding["protocol"], Host = parts[parts.Length - 1],
                        Port = int.Parse(parts[parts.Length - 2]), Address = string.Join(":", parts.Take(parts.Length - 2)),
                    };
                    if (bound.Port != port) { continue; }
                    if (Every.Contains(bound.Address) || IPAddress.Parse(bound.Address.Trim('[', ']')).Equals(address)) { yield return bound; }
                }
            }
        }

        // Null: nothing listens there.
        public static string Protocol(IPAddress address, int port)
        {
            if (!IisRuntime.Serves) { return null; }
            return Bindings(address, port).Select(one => one.Protocol).FirstOrDefault();
        }

        public static string Answer(IPAddress address, int port, string request)
        {
            var lines = request.Split(new[] { "\r\n" }, StringSplitOptions.None);
            var path = lines[0].Split(' ')[1];
            var host = lines.First(one => one.StartsWith("Host: ")).Substring(6);
            if (port != 80 && port != 443) { host = host.Substring(0, host.LastIndexOf(':')); }
            var found = Bindings(address, port).OrderByDescending(one => one.Host.Length).FirstOrDefault(one => Takes(one.Host, host));
            if (found == null) { return Lines("404 Not Found"); }
            var application = found.Site.Applications.Where(one => (path.TrimEnd('/') + "/").StartsWith(one.Path.TrimEnd('/') + "/",
                StringComparison.OrdinalIgnoreCase)).OrderByDescending(one => one.Path.Length).First();
            if (!Logons.Serve(application.ApplicationPoolName)) { return Lines("503 Service Unavailable"); }
            return OfWorkerProcess(found.Site.WebConfiguration(application.Path));
        }

        private static bool Takes(string bound, string host)
        {
            return bound == "" || bound.Equals(host, StringComparison.OrdinalIgnoreCase)
                || (bound.StartsWith("*.") && host.EndsWith(bound.Substring(1), StringComparison.OrdinalIgnoreCase));
        }

        // Without credentials: who allows anonymous users answers, who asks for others offers the schemes in their order.
        private static string OfWorkerProcess(Configuration configuration)
        {
            const string folder = "system.webServer/security/authentication/";
            try
            {
                if ((bool)configuration.GetSection(folder + "anonymousAuthentication")["enabled"]) { return Lines("200 OK"); }
                var windows = configuration.GetSection(folder + "windowsAuthentication");
                var offered = (bool)windows["enabled"] ? windows.GetCollection("providers").Select(one => (string)one["value"]) : new string[0];
                return Lines("401 Unauthorized", offered.Select(one => "WWW-Authenticate: " + one).ToArray());
            }
            catch (System.Runtime.InteropServices.COMException) { return Lines("500 Internal Server Error"); }
            catch (IOException) { return Lines("500 Internal Server Error"); }
        }

        private static string Lines(string status, params string[] headers)
        {
            return string.Join("\r\n", new[] { "HTTP/1.1 " + status }.Concat(headers)) + "\r\n\r\n";
        }
    }

    // The request is whole when its answer is read.
    public sealed class HttpStream : Stream
    {
        private readonly IPAddress address;
        private readonly int port;
        private readonly MemoryStream asked = new MemoryStream();
        private MemoryStream answer;

        public HttpStream(IPAddress address, int port) { this.address = address; this.port = port; Plain = true; }

        public bool Plain { get; set; }

        public bool Secure { get { return HttpSys.Protocol(address, port) == "https"; } }

        public override void Write(byte[] buffer, int offset, int count) { asked.Write(buffer, offset, count); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Plain == Secure) { throw new IOException("Unable to read data from the transport connection: it was closed."); }
            if (answer == null)
            {
                var request = Encoding.ASCII.GetString(asked.ToArray());
                answer = new MemoryStream(Encoding.ASCII.GetBytes(HttpSys.Answer(address, port, request)));
            }
            return answer.Read(buffer, offset, count);
        }

        public override bool CanRead { get { return true; } }
        public override bool CanWrite { get { return true; } }
        public override bool CanSeek { get { return false; } }
        public override long Length { get { throw new NotSupportedException(); } }
        public override long Position { get { throw new NotSupportedException(); } set { throw new NotSupportedException(); } }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) { throw new NotSupportedException(); }
        public override void SetLength(long value) { throw new NotSupportedException(); }
    }
}

namespace NlbKerberos.Lab.Net.Sockets
{
    using System;
    using System.Net;
    using System.Net.Sockets;

    public sealed class TcpClient
    {
        private readonly AddressFamily family;
        private HttpStream stream;

        public TcpClient(AddressFamily family) { this.family = family; }

        public int SendTimeout { get; set; }
        public int ReceiveTimeout { get; set; }

        public void Connect(IPAddress address, int port)
        {
            if (address.AddressFamily != family) { throw new SocketException((int)SocketError.AddressFamilyNotSupported); }
            if (HttpSys.Protocol(address, port) == null) { throw new SocketException((int)SocketError.ConnectionRefused); }
            stream = new HttpStream(address, port);
        }

        public HttpStream GetStream() { return stream; }

        public void Close() { }
    }
}

namespace NlbKerberos.Lab.Net.Security
{
    using System.IO;
    using System.Net.Security;
    using System.Security.Authentication;
    using System.Security.Cryptography.X509Certificates;

    // Nothing is encrypted in the lab. A certificate is never the one for the name that is asked for.
    public sealed class SslStream : Stream
    {
        private readonly HttpStream inner;
        private readonly RemoteCertificateValidationCallback accept;

        public SslStream(HttpStream inner, bool leaveOpen, RemoteCertificateValidationCallback accept)
        {
            this.inner = inner;
            this.accept = accept;
        }

        public void AuthenticateAsClient(string host, X509CertificateCollection own, SslProtocols protocols, bool revocation)
        {
            if (!inner.Secure) { throw new IOException("The handshake failed due to an unexpected packet format."); }
            if (!accept(this, null, null, SslPolicyErrors.RemoteCertificateNameMismatch))
            {
                throw new AuthenticationException("The remote certificate is invalid according to the validation procedure.");
            }
            inner.Plain = false;
        }

        public override void Write(byte[] buffer, int offset, int count) { inner.Write(buffer, offset, count); }
        public override int Read(byte[] buffer, int offset, int count) { return inner.Read(buffer, offset, count); }
        public override bool CanRead { get { return true; } }
        public override bool CanWrite { get { return true; } }
        public override bool CanSeek { get { return false; } }
        public override long Length { get { return inner.Length; } }
        public override long Position { get { return inner.Position; } set { inner.Position = value; } }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) { return inner.Seek(offset, origin); }
        public override void SetLength(long value) { inner.SetLength(value); }
    }
}
