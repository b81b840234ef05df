"""LibreOffice as a converter that is kept from the network: what a file links to is not fetched."""

import shutil
import subprocess
from pathlib import Path

SECONDS = 90
_DEAD_END = ("127.0.0.1", 9)  # "discard": nobody answers there

_ITEM = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
# Links are not updated, objects not started; and pictures, which are fetched even so, are asked of a proxy that isn't there.
_KEPT_IN = (
    ("Office.Writer/Content/Update", "Link", 0),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", 3),
    ("Inet/Settings", "ooInetProxyType", 2),
    ("Inet/Settings", "ooInetNoProxy", ""),
    *(
        ("Inet/Settings", f"ooInet{scheme}Proxy{part}", value)
        for scheme in ("HTTP", "HTTPS", "FTP")
        for part, value in zip(("Name", "Port"), _DEAD_END, strict=True)
    ),
)


def to_docx(source: Path) -> Path | None:
    """*source* as .docx beside it; None where LibreOffice isn't there or makes no file: its exit code says 0 either way."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    target = source.with_suffix(".docx")
    target.unlink(missing_ok=True)  # what another converter left unfinished
    command = [program, "--headless", f"-env:UserInstallation={_profile(source.parent).as_uri()}"]
    command += ["--convert-to", "docx", "--outdir", str(source.parent), str(source)]
    try:
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
    return target if target.exists() else None


def _profile(folder: Path) -> Path:
    """A profile of its own: two that share one silently make no file."""
    profile = folder / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _KEPT_IN)
    settings.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
    return profile
