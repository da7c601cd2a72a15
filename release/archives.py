"""Archives whose bytes depend on names and contents of the files alone."""

import shutil
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from llm_kb.export.places import files

UNIX = 3
MODE = 0o100644
"""A regular file that its owner may write and everybody read."""


def write_zip(folder: Path, archive: Path, moment: datetime) -> None:
    """Write the files of a folder into a new archive by name, all of this time; nothing tells owner or umask."""
    with ZipFile(archive, "x") as target:
        for path in files(folder):
            entry = ZipInfo(path.relative_to(folder).as_posix(), moment.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = UNIX
            entry.external_attr = MODE << 16
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, target.open(entry, "w") as copy:
                shutil.copyfileobj(source, copy)
