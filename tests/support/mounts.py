"""A mount namespace for one command: what is mounted there is seen by nobody else and gone with it."""

import os
import shutil
import subprocess


def namespace(*more):
    """The command that goes into a mount namespace of its own: as root, else as root of a user namespace."""
    return ["unshare", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"]), "--mount", *more]


def mounts_allowed():
    probe = namespace("sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt")
    return shutil.which("unshare") and subprocess.run(probe, capture_output=True).returncode == 0


def without(folder, *command):
    """The command, to which that folder is empty."""
    return namespace("sh", "-c", 'mount -t tmpfs tmpfs "$0" && exec "$@"', str(folder), *map(str, command))
