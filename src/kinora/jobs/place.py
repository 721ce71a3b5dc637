"""Where a SQLite file may lie: on a local disk, used by one machine.

Reads what the kernel says of the machine and its disks; knows no database.
"""

from __future__ import annotations

import os
import re
import socket
from hashlib import sha256
from pathlib import Path

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "coda", "glusterfs", "lustre", "ncpfs"}
    | {"beegfs", "gpfs", "ocfs2", "orangefs", "davfs"}
)
_REMOTE_FUSE = ("sshfs", "s3fs", "rclone", "gcsfuse", "goofys", "blobfuse", "glusterfs", "davfs", "mount-s3", "ceph")


def machine_id(machine: Path = Path("/etc/machine-id"), boot: Path = Path("/proc/sys/kernel/random/boot_id")) -> str:
    """Which machine this is: the same for all its processes until it starts again, another one elsewhere.

    Machines copied from one image share an id of their own, hence the boot's; one kernel has many containers, hence
    the id and the host's name too.
    """
    parts = (_text(machine), _text(boot), socket.gethostname())
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def refuse_network_disk(path: Path, mounts: str | None = None) -> None:
    """Raise ValueError with a sentence when a folder, or where it will be, lies on another machine's disk.

    mounts: the text of /proc/mounts; read when it isn't given. Where there is none, nothing is refused.
    """
    kind = _disk(path.absolute().resolve(), _text(Path("/proc/mounts")) if mounts is None else mounts)
    name = kind.removeprefix("fuse.")
    if name in _NETWORK or (name != kind and name.startswith(_REMOTE_FUSE)):
        raise ValueError(
            f"The data folder {path} is on a network disk ({kind}). SQLite needs a local disk: choose another folder, "
            "or set KINORA_DATABASE_URL to use PostgreSQL."
        )


def _disk(path: Path, mounts: str) -> str:
    """The kind of file system that a path is on: that of the deepest mount above it, the latest where two cover it."""
    deepest, kind = -1, ""
    for line in mounts.splitlines():
        words = line.split()
        if len(words) < 3:
            continue
        point = Path(_unescaped(words[1]))
        if path.is_relative_to(point) and len(point.parts) >= deepest:
            deepest, kind = len(point.parts), words[2]
    return kind


def _unescaped(text: str) -> str:
    """A mount point as it is: the kernel writes a blank as an octal number."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def has_process(pid: int) -> bool:
    """Whether a process of this machine still does something. Another's that got the same number counts too."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True
