"""What a scan keeps of its input: in memory while it is small, in temporary files beyond."""

from reuse.store.budget import memory_budget
from reuse.store.documents import Documents, DocumentWriter
from reuse.store.spool import Spool

__all__ = ["DocumentWriter", "Documents", "Spool", "memory_budget"]
