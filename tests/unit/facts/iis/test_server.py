"""What is known of a node's IIS from what read_iis printed."""

import copy

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis import server as iis
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import CouldNotCheckError

from lab import healthy
from lab.facts import process_activation

ANSWER = process_activation.read(healthy.node(1), {})


def pool(**changes):
    return iis.Pool(**{**ANSWER["pools"][0], "name": "Intranet", **changes})


def test_the_answer_has_the_shape_that_the_payload_prints():
    assert mismatch(ANSWER, iis.SHAPES["read_iis"]) is None


def test_everything_that_was_printed_is_parsed():
    parsed = iis.parse(ANSWER)
    intranet = parsed.site("Intranet")
    assert [pool.name for pool in parsed.pools] == ["DefaultAppPool", "Intranet"]
    assert [(one.path, one.pool) for one in intranet.applications] == [("/", "Intranet"), ("/reports", "Intranet")]
    assert [
        (directory.path, directory.physical_path, directory.user_name)
        for application in intranet.applications
        for directory in application.virtual_directories
    ] == [("/", r"C:\inetpub\intranet", ""), ("/", r"C:\inetpub\reports", "")]


@pytest.mark.parametrize("name", ["Intranet", "intranet", "INTRANET"])
def test_a_site_and_a_pool_are_found_in_any_case(name):
    assert iis.parse(ANSWER).site(name).name == "Intranet"
    assert iis.parse(ANSWER).pool(name).name == "Intranet"


def test_a_site_or_pool_that_is_not_there_is_none():
    assert iis.parse(ANSWER).site("Extranet") is None
    assert iis.parse(ANSWER).pool("Extranet") is None


def test_a_site_that_is_described_and_is_not_there_cannot_be_checked():
    assert iis.parse(ANSWER).existing_site("intranet").name == "Intranet"
    with pytest.raises(CouldNotCheckError, match=r"^IIS has no site Extranet; its sites: Default Web Site, Intranet$"):
        iis.parse(ANSWER).existing_site("Extranet")


def test_where_there_is_no_such_site_those_that_are_there_are_named():
    with pytest.raises(CouldNotCheckError, match=r"^IIS has no site Intranett; its sites: .*Intranet$"):
        iis.parse(ANSWER).existing_site("Intranett")


PATHS = {
    ("/", "/"): r"C:\inetpub\intranet",
    ("/", "/images/2025"): r"C:\inetpub\intranet\images\2025",
    ("/", "/archive"): "D:\\archive",
    ("/", "/ARCHIVE/old"): r"D:\archive\old",
    ("/", "/archives"): r"C:\inetpub\intranet\archives",
    ("/Reports", "/Reports/2025"): r"C:\inetpub\reports\2025",
    ("/gone", "/gone/2025"): None,
}


@pytest.mark.parametrize(("path", "folder"), PATHS.items(), ids=lambda value: str(value))
def test_a_path_has_its_files_in_the_nearest_virtual_directory(path, folder):
    answer = copy.deepcopy(ANSWER)
    archive = {"path": "/archive", "physical_path": "D:\\archive\\", "user_name": ""}
    answer["sites"][1]["applications"][0]["virtual_directories"].append(archive)
    assert iis.parse(answer).sites[1].folder(*path) == folder


def test_an_application_whose_pool_is_missing_is_read_like_any_other():
    answer = copy.deepcopy(ANSWER)
    answer["pools"] = []
    parsed = iis.parse(answer)
    assert parsed.pool(parsed.sites[0].applications[0].pool) is None


@pytest.mark.parametrize(
    ("changes", "account"),
    [
        ({"identity_type": "LocalSystem"}, r"NT AUTHORITY\SYSTEM"),
        ({"identity_type": "LocalService"}, r"NT AUTHORITY\LOCAL SERVICE"),
        ({"identity_type": "NetworkService"}, r"NT AUTHORITY\NETWORK SERVICE"),
        ({"identity_type": "ApplicationPoolIdentity"}, r"IIS AppPool\Intranet"),
        ({"identity_type": "SpecificUser", "user_name": r"EXAMPLE\svc-intranet"}, r"EXAMPLE\svc-intranet"),
        ({"identity_type": "SpecificUser", "user_name": "EXAMPLE\\gmsa-intranet$"}, "EXAMPLE\\gmsa-intranet$"),
        ({"identity_type": "NetworkService", "user_name": r"EXAMPLE\left-behind"}, r"NT AUTHORITY\NETWORK SERVICE"),
    ],
)
def test_the_account_a_pool_runs_as(changes, account):
    assert pool(**changes).account == account
