"""Clusters of documents that carry one text, and the ledger of outlets."""

from reuse.cluster.clusters import cluster_passages
from reuse.cluster.ledger import ledger
from reuse.cluster.originals import with_originals

__all__ = ["cluster_passages", "ledger", "with_originals"]
