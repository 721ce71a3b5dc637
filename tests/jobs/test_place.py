"""Which machine this is, and which disks SQLite may lie on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kinora.jobs.place import machine_id, refuse_network_disk

MOUNTS = r"""
overlay / overlay rw,relatime 0 0
/dev/sda1 /srv ext4 rw,relatime 0 0
filer:/export /mnt nfs4 rw,relatime 0 0
/dev/sdb1 /mnt/local xfs rw,relatime 0 0
//nas/My\040Files /media/My\040Files cifs rw 0 0
me@host:/data /srv/me/remote fuse.sshfs rw 0 0
/dev/fuse /srv/me/disk fuse.ntfs-3g rw 0 0
drvfs /mnt/c 9p rw 0 0
odd
/dev/sdc1 /over ext4 rw 0 0
filer:/over /over nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/mnt", "nfs4"),
        ("/mnt/kinora/data", "nfs4"),
        ("/media/My Files/data", "cifs"),
        ("/srv/me/remote/data", "fuse.sshfs"),
        ("/mnt/c/data", "9p"),
        ("/over/data", "nfs"),
    ],
)
def test_a_network_disk_is_refused_with_the_way_out(path: str, kind: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"({kind}). SQLite needs a local disk")) as refused:
        refuse_network_disk(Path(path), MOUNTS)
    assert "KINORA_DATABASE_URL" in str(refused.value)


@pytest.mark.parametrize("path", ["/", "/srv/me/data", "/mnt/local/data", "/mnt2/data", "/srv/me/disk", "/nowhere"])
def test_a_local_disk_is_not(path: str) -> None:
    refuse_network_disk(Path(path), MOUNTS)


def test_a_link_to_a_network_disk_does_not_hide_it(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    with pytest.raises(ValueError, match="network disk"):
        refuse_network_disk(tmp_path / "near" / "data", f"filer:/x {tmp_path.resolve()}/far nfs rw 0 0")


def test_where_the_kernel_says_nothing_nothing_is_refused() -> None:
    refuse_network_disk(Path("/data"), "")


def test_this_very_folder_will_do(tmp_path: Path) -> None:
    refuse_network_disk(tmp_path)


def test_a_machine_is_the_same_for_all_its_processes_and_another_after_a_start(tmp_path: Path) -> None:
    script = "from kinora.jobs.place import machine_id; print(machine_id())"
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == machine_id()
    boots = []
    for name in ("one", "two"):
        boot = tmp_path / name
        boot.write_text(name)
        boots.append(machine_id(boot=boot))
    assert len({machine_id(), *boots}) == 3
    assert machine_id(tmp_path / "one") != machine_id(tmp_path / "two")
    assert len(machine_id(tmp_path / "missing", tmp_path / "missing")) == 32
