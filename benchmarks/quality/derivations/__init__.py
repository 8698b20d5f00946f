"""Articles derived from each other in known ways: who from whom, how, and which words.

`draft` is what everything is done on, `shape`, `wording`, `figures` and `marks` hold the
operators, `operators` lists them, `making` derives one article, `cases` plants whole trees.
"""
