"""``python -m reuse`` is the command `reusescan`."""

from __future__ import annotations

from reuse.install import main

if __name__ == "__main__":
    main()
