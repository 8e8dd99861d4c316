"""Write every page again when a number or a title has changed.

Sphinx writes only the pages whose own source changed. The others would keep the old numbers of equations that they cite, and the old titles
of the chapters before and after them.
"""


def shared(env):
    """Return what a page may show of other pages: titles, numbers, and where each label stands."""
    return (
        {name: title.astext() for name, title in env.titles.items()},
        env.toc_secnumbers,
        env.toc_fignumbers,
        env.get_domain("math").equations,
        env.get_domain("std").anonlabels,
    )


def widen(app, env):
    """Return the pages (list of str) that Sphinx shall write besides those that changed."""
    now = repr(shared(env))
    before, env.logodds_shared = getattr(env, "logodds_shared", None), now
    return [] if before == now else sorted(env.found_docs)


def setup(app):
    """Register with Sphinx, after it has given out the numbers."""
    app.connect("env-updated", widen, priority=900)
