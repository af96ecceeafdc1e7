// The configuration as one file shows it: the files and location tags above it count, those below do not.
namespace Microsoft.Web.Administration
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using System.Xml;

    public sealed class Configuration
    {
        private readonly ConfigurationFile file;
        private readonly IDictionary<string, ConfigurationFile> webs = new Dictionary<string, ConfigurationFile>();
        private readonly string path;

        internal Configuration(ConfigurationFile file) { this.file = file; }

        // webs: by location, of this path and of those above it, each below all that applicationHost.config has there.
        internal Configuration(ConfigurationFile file, IDictionary<string, ConfigurationFile> webs, string path)
            : this(file)
        {
            this.webs = webs;
            this.path = path;
        }

        public string[] GetLocationPaths()
        {
            return (path == null ? file : webs[path]).Root.ChildNodes.OfType<XmlElement>().Where(one => one.Name == "location")
                .Select(one => one.GetAttribute("path")).Where(one => one != "").Distinct().ToArray();
        }

        public ConfigurationSection GetSection(string sectionPath) { return GetSection(sectionPath, path ?? ""); }

        // A location is a site's name, or that and a path below it: Site/application.
        public ConfigurationSection GetSection(string sectionPath, string locationPath)
        {
            if (path != null && locationPath != path)
            {
                throw new NotSupportedException("not emulated: locations within web.config");
            }
            var site = locationPath.Split('/')[0];
            if (site != "" && !file.Store.Knows(site)) { throw Errors.UnknownPath(file.Path, locationPath); }
            var section = Root(sectionPath);
            foreach (var level in Levels(locationPath))
            {
                ConfigurationFile web;
                section = Below(section, new SectionLocation(file, level, sectionPath, false), sectionPath);
                if (webs.TryGetValue(level, out web)) { section = OfWeb(web, section, sectionPath); }
            }
            return section;
        }

        private static IEnumerable<string> Levels(string location)
        {
            var names = location.Split(new[] { '/' }, StringSplitOptions.RemoveEmptyEntries);
            return Enumerable.Range(1, names.Length).Select(count => string.Join("/", names.Take(count)));
        }

        private ConfigurationSection Root(string sectionPath)
        {
            var declared = Declared(sectionPath);
            var root = Below(null, new SectionLocation(file, "", sectionPath, false), sectionPath);
            if (root.OverrideModeEffective == OverrideMode.Inherit) { root.OverrideModeEffective = declared; }
            return root;
        }

        // A locked section may not even stand in a web.config.
        private ConfigurationSection OfWeb(ConfigurationFile web, ConfigurationSection above, string sectionPath)
        {
            var locked = above.OverrideModeEffective == OverrideMode.Deny;
            var location = new SectionLocation(web, "", sectionPath, locked);
            if (locked && location.Find() != null) { throw Errors.Locked(web.Path); }
            var section = Below(above, location, sectionPath);
            section.IsLocked = locked;
            return section;
        }

        private ConfigurationSection Below(ConfigurationSection above, SectionLocation location, string sectionPath)
        {
            var mode = (OverrideMode)Enum.Parse(typeof(OverrideMode), location.OverrideMode);
            var inherits = mode == OverrideMode.Inherit && above != null;
            var section = new ConfigurationSection
            {
                SectionPath = sectionPath, OverrideMode = mode,
                OverrideModeEffective = inherits ? above.OverrideModeEffective : mode,
            };
            section.Attach(file.Store.Schema(sectionPath), location, above, null);
            Validation.Check(section);
            return section;
        }

        // In configSections; names are exact there.
        private OverrideMode Declared(string sectionPath)
        {
            var names = sectionPath.Split('/');
            var declared = ConfigurationFile.Child(file.Root, "configSections");
            for (var number = 0; declared != null && number < names.Length; number++)
            {
                var kind = number == names.Length - 1 ? "section" : "sectionGroup";
                declared = declared.ChildNodes.OfType<XmlElement>()
                    .FirstOrDefault(one => one.Name == kind && one.GetAttribute("name") == names[number]);
            }
            if (declared == null)
            {
                throw Errors.Invalid(file.Path, "The configuration section '" + sectionPath
                    + "' cannot be read because it is missing a section declaration");
            }
            return declared.GetAttribute("overrideModeDefault") == "Deny" ? OverrideMode.Deny : OverrideMode.Allow;
        }
    }
}
