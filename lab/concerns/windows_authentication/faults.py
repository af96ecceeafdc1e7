"""Faults of a site's Windows authentication, and of the key that decrypts its tickets."""

from __future__ import annotations

from lab.concerns.windows_authentication import situations
from lab.concerns.windows_authentication.situations import OTHER_POOL, OTHER_PORT, OTHER_SITE
from lab.fault import Fault
from lab.intranet import NAMES, SITE

WHICH_COMPUTER, DECRYPTION = "4", "5"  # steps of the ticket's path
ROOT, REPORTS = "Intranet/", "Intranet/reports"
IMAGES, YEAR = "Intranet/images", "Intranet/reports/2025"  # folders below them


def _on_both(control: str, subject: str) -> tuple[tuple[str, str], ...]:
    return tuple((control, f"{subject} of {location}") for location in (ROOT, REPORTS))


KEY = "decrypting key"

FAULTS = (
    Fault(
        "windows_authentication/machine-key",
        "32",
        "a node decrypts with its machine key",
        situations.computer_decrypts,
        _on_both("AUTH-3", KEY),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/machine-key-of-application",
        "32",
        "a node decrypts with its machine key for one application of the site",
        situations.computer_decrypts_for_an_application,
        (("AUTH-3", f"{KEY} of {REPORTS}"), ("AUTH-5", f"application {REPORTS}")),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/application-in-another-pool",
        "38",
        "one application of the site in a pool of another account",
        situations.other_account_for_an_application,
        (
            ("POOL-1", f"identity of pool {OTHER_POOL}"),
            ("AUTH-3", f"{KEY} of {REPORTS}"),
            ("AUTH-5", f"application {REPORTS}"),
            ("POOL-5", f"sites of pool {OTHER_POOL}"),
        ),
        (
            ("POOL-4", "pool of application /reports"),
            ("POOL-4", f"logon of pool {OTHER_POOL}"),
        ),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/ntlm-alone-with-another-key",
        "99",
        "NTLM alone for one application, which decrypts with the key of another account",
        situations.ntlm_alone_with_another_key,
        (
            ("AUTH-2", f"providers of {REPORTS}"),
            ("AUTH-3", f"{KEY} of {REPORTS}"),
            ("AUTH-5", f"application {REPORTS}"),
            ("POOL-1", f"identity of pool {OTHER_POOL}"),
            ("POOL-5", f"sites of pool {OTHER_POOL}"),
        ),
        (
            ("POOL-4", "pool of application /reports"),
            ("POOL-4", f"logon of pool {OTHER_POOL}"),
        ),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/account-spelled-alike",
        "102",
        "the pool runs as an account of another domain whose name looks like the service account's",
        situations.account_spelled_alike,
        (("POOL-1", f"identity of pool {SITE}"), *_on_both("AUTH-3", KEY)),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/another-site-on-the-host-name",
        "39",
        "another site on the same host name, with another port and another account",
        situations.other_site_on_the_name,
        (("AUTH-5", f"{OTHER_SITE}/ at port {OTHER_PORT}"),),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/key-set-by-web-config",
        "40",
        "web.config sets which key decrypts, because the section is unlocked",
        situations.web_config_decides,
        _on_both("AUTH-3", KEY),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/locked-section-in-web-config",
        "40",
        "web.config has a section that is locked",
        situations.locked_section,
        (
            *((control, REPORTS) for control in ("AUTH-1", "AUTH-2", "AUTH-3", "AUTH-4")),
            ("AUTH-5", f"applications of {SITE}"),
        ),
        step=DECRYPTION,
        fixed=False,
        checked=False,
    ),
    Fault(
        "windows_authentication/ntlm-first",
        "41",
        "NTLM before Negotiate",
        situations.ntlm_first,
        _on_both("AUTH-2", "providers"),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/kerberos-provider-in-kernel-mode",
        "42",
        "Negotiate:Kerberos with kernel mode on",
        situations.kerberos_only,
        _on_both("AUTH-2", "providers"),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/anonymous-enabled",
        "43",
        "anonymous authentication is on",
        situations.anonymous,
        (("AUTH-1", f"anonymous authentication of {REPORTS}"),),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/extended-protection-required",
        "44",
        "extended protection is required, and TLS is terminated in front of the node",
        situations.extended_protection,
        _on_both("AUTH-4", "extended protection"),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/disabled",
        "66",
        "Windows authentication is off",
        situations.off,
        (("AUTH-1", f"Windows authentication of {REPORTS}"),),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/not-installed",
        "66",
        "Windows authentication is not installed",
        situations.not_installed,
        (("AUTH-1", "Windows authentication of IIS"),),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/not-in-use",
        "87",
        "the module of Windows authentication is not in use in one application",
        situations.not_in_use,
        (("AUTH-1", f"Windows authentication of {REPORTS}"),),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/public-application",
        "88",
        "one application is public, perhaps on purpose",
        situations.public_application,
        (("AUTH-1", f"Windows authentication of {REPORTS}"), ("AUTH-1", f"anonymous authentication of {REPORTS}")),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/public-root",
        "101",
        "the site's root is public, perhaps on purpose",
        situations.public_root,
        (("AUTH-1", f"Windows authentication of {ROOT}"), ("AUTH-1", f"anonymous authentication of {ROOT}")),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/damaged-tag-of-another-site",
        "86",
        "a location tag of another site on the host name cannot be read",
        situations.damaged_tag,
        (("AUTH-5", f"{OTHER_SITE}/old at port {OTHER_PORT}"),),
        step=DECRYPTION,
        fixed=False,
        checked=False,
    ),
    Fault(
        "windows_authentication/another-program-on-the-host-name",
        "89",
        "another program than IIS answers for the farm's names",
        situations.reporting_services,
        (("AUTH-5", "HTTP://+:80/REPORTS/ of service ReportServer"),),
        step=DECRYPTION,
        fixed=False,
    ),
    # Last: a folder inherits from its application, with the other faults injected there.
    Fault(
        "windows_authentication/machine-key-of-folder",
        "32",
        "a node decrypts with its machine key for one folder of an application",
        situations.computer_decrypts_for_a_folder,
        (("AUTH-3", f"{KEY} of {YEAR}"), ("AUTH-5", f"folder {YEAR}")),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/ntlm-alone-above-another-key",
        "100",
        "NTLM alone for one application, and a folder below it decrypts with its machine key",
        situations.ntlm_alone_above_another_key,
        (("AUTH-2", f"providers of {REPORTS}"), ("AUTH-3", f"{KEY} of {YEAR}"), ("AUTH-5", f"folder {YEAR}")),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/anonymous-enabled-in-folder",
        "43",
        "anonymous authentication is on in one folder of an application",
        situations.public_folder,
        (("AUTH-1", f"anonymous authentication of {IMAGES}"),),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/provider-twice-below",
        "85",
        "NTLM alone, and a folder below that adds Negotiate, which would be there twice",
        situations.twice_below,
        (("AUTH-2", f"providers of {ROOT}"), ("AUTH-2", f"providers of {IMAGES}")),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/names-of-another-site",
        "110",
        "no name of the farm leads to the described site: another one answers for them",
        situations.other_site_on_the_names,
        tuple(("SITE-1", f"site that answers for {name}") for name in NAMES),
        alone=(("POOL-4", "bindings of the site"),),
        step=WHICH_COMPUTER,
        fixed=False,
    ),
    Fault(
        "windows_authentication/binding-that-is-none",
        "111",
        "a binding of another site cannot be read, so that it is not known whether it answers for the farm's names",
        situations.binding_that_is_none,
        (("AUTH-5", f"binding http *:8081 of site {OTHER_SITE}"),),
        fixed=False,
        checked=False,
        step="5",
    ),
)
