"""Leave nothing of the last build in the next one: it shall give what a clean build gives.

Sphinx writes only the pages whose own source changed. The others would keep the old numbers of equations that
they cite, and the old titles of the chapters before and after them. And its search index keeps the words that
no page has any more.
"""

from .claims import kept


def shared(env):
    """Return what a page may show of other pages: titles, numbers, where each label stands, what rests on
    what."""
    return (
        {name: title.astext() for name, title in env.titles.items()},
        env.toc_secnumbers,
        env.toc_fignumbers,
        env.get_domain("math").equations,
        env.get_domain("std").anonlabels,
        kept(env),
        env.logodds_twins,
        getattr(env, "logodds_ledger", None),
    )


def widen(app, env):
    """Return the pages (list of str) that Sphinx shall write besides those that changed."""
    now = repr(shared(env))
    before, env.logodds_shared = getattr(env, "logodds_shared", None), now
    return [] if before == now else sorted(env.found_docs)


def forget_words(app):
    """Take out of the search index the words that no page has. Sphinx asks for further pages just before it
    writes it."""
    if app.builder.name == "html" and app.builder.indexer is not None:
        for words in (app.builder.indexer._mapping, app.builder.indexer._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
    return []


def setup(app):
    """Register with Sphinx, after it has given out the numbers."""
    app.connect("env-updated", widen, priority=900)
    app.connect("html-collect-pages", forget_words)
