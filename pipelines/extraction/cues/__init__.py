"""Cues of status as data: every file is one meaning, every cue has the sentences that prove it.

In a case the act stands in square brackets: ``公司尚未[签署]协议。``. ``where`` is a scope of
:class:`pipelines.extraction.scopes.View`: left, right, clause, reach, before or sentence.
"""
