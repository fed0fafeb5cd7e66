"""Is this file on a network drive? Told from the kernel's table of mounts.

Why: SQLite's WAL needs memory shared by all who open the file and locks that hold; network file
systems give neither, and the books would be damaged without a word.
Source: https://www.sqlite.org/wal.html ("does not work over a network filesystem").
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/self/mountinfo")

NETWORK_FILESYSTEMS: Final = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs 9p afs ceph coda davfs gfs2 glusterfs gpfs lustre ncpfs "
    "ocfs2 fuse.sshfs fuse.smbnetfs fuse.rclone fuse.davfs fuse.davfs2 fuse.glusterfs "
    "fuse.ceph fuse.s3fs fuse.gvfsd-fuse fuse.juicefs".split()
)


def network_filesystem(path: Path, mounts: Path = MOUNTS) -> str | None:
    """Return the type of the network file system that holds `path`, or None when it is local.

    Where there is no table of mounts (not Linux) nothing can be told, and the answer is None.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    place = path.resolve()
    found: tuple[int, str] = (0, "")
    for line in lines:
        point, filesystem = _mount(line)
        if place.is_relative_to(point) and len(point.parts) >= found[0]:
            found = (len(point.parts), filesystem)  # of two mounts on one place the later counts
    return found[1] if found[1] in NETWORK_FILESYSTEMS else None


def _mount(line: str) -> tuple[Path, str]:
    """Read one line of mountinfo: the mount point (blanks are written as octal) and the type."""
    before, _, after = line.partition(" - ")
    point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), before.split(" ")[4])
    return Path(point), after.split(" ")[0]
