"""A server that others reach starts with keys only."""

import pytest

from app.access.address import address_of, is_loopback, reachable
from app.access.errors import LoginNeeded, NoKeys
from app.access.keys import Keys, Wish
from app.access.starting import check
from app.cli import main
from app.settings import Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1"])
@pytest.mark.parametrize("login", ["auto", "off"])
def test_this_machine_needs_no_key(tmp_path, host, login):
    """What only this machine reaches starts as it is."""
    check(Settings(home=tmp_path, host=host, login=login))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "fe80::1", "::ffff:0.0.0.0"])
class TestElsewhere:
    """Addresses that others reach."""

    def test_without_keys_it_does_not_start(self, tmp_path, host):
        """The message says why, and what to do."""
        with pytest.raises(NoKeys, match="wence keys add"):
            check(Settings(home=tmp_path, host=host))

    def test_a_revoked_or_expired_key_is_none(self, tmp_path, host):
        """Nobody could come in with it, and it must not open the door."""
        keys = Keys.open(tmp_path)
        keys.add(Wish("甲", "admin"))
        keys.revoke("甲")
        keys.add(Wish("乙", "admin", days=0))
        keys.close()
        with pytest.raises(NoKeys):
            check(Settings(home=tmp_path, host=host))

    def test_with_a_key_it_starts_but_never_without_login(self, tmp_path, host):
        """Asking for no keys is for this machine alone."""
        keys = Keys.open(tmp_path)
        keys.add(Wish("甲", "admin"))
        keys.close()
        check(Settings(home=tmp_path, host=host))
        with pytest.raises(LoginNeeded, match="WENCE_LOGIN"):
            check(Settings(home=tmp_path, host=host, login="off"))


def test_the_command_says_so_and_ends(tmp_path, monkeypatch, capsys):
    """`wence serve --host 0.0.0.0` on a fresh machine: one message, nothing started."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path))

    assert main(["serve", "--host", "0.0.0.0"]) == 1
    assert "拒绝在 0.0.0.0 上启动" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["serve", "--host", "example.com"])


@pytest.mark.parametrize(
    ("host", "address", "loopback"),
    [
        ("localhost", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("[::1]", "::1", True),
        ("0.0.0.0", "0.0.0.0", False),
        ("example.com", None, False),
        ("127.0.0.1.example.com", None, False),
        ("", None, False),
    ],
)
def test_addresses_are_told_apart(host, address, loopback):
    """A name that looks like this machine is not this machine."""
    assert address_of(host) == address
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("10.0.0.1", "http://10.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
    ],
)
def test_what_listens_everywhere_is_reached_here(host, url):
    """The address for this machine's own use."""
    assert reachable(host, 8000) == url
