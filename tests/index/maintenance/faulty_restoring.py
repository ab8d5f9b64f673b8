"""A process in which one step of restoring a backup fails, then the next one:
`python -m tests.index.maintenance.faulty_restoring DATA BACKUP`. It prints nothing where all goes well.
"""

import shutil
import sys
from pathlib import Path

from index import Index, restore_backup
from index.errors import DataFolderError
from tests.fakes import HashingEncoder
from tests.index.search.faulty_process import Fault


def main(data: Path, backup: Path) -> None:
    broken = data.parent / "broken"
    fault = Fault(broken)
    sys.addaudithook(fault)
    step = 0
    while step == 0 or fault.has_struck:
        step += 1
        shutil.rmtree(broken, ignore_errors=True)
        shutil.copytree(data, broken)
        fault.arm(step)
        try:
            restore_backup(backup, broken)
        except DataFolderError:
            expected = ["Later"]
        else:
            expected = ["First"]
        fault.disarm()
        with Index.open(broken, encoder=HashingEncoder()) as record:
            found, faults = [document.title for document in record.documents()], record.check()
        if (expected, []) != (found, faults):
            print(step, expected, found, faults)  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
