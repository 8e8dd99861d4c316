"""Take out of each page what it does not need, and put in what others want to know of it: its sections, its description.

The theme (theme/) is the book's own. Its pages are Sphinx's, without the style sheets and scripts that extensions add: one
style sheet for the book and KaTeX's, one small script, and one more where the page has something to be answered or sorted.
"""

import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import urljoin

from logodds.figures.front import card

STYLES = {"logodds.css", "katex.min.css"}
# What Sphinx's search asks for; no other page needs it.
SEARCH = {"documentation_options.js", "doctools.js", "sphinx_highlight.js"}


def own_files(app, pagename, templatename, context, doctree):
    """Keep the book's own style sheets and scripts, and on the page of the search those of the search."""
    ours = {path.name for path in Path(app.srcdir, "assets").glob("*.js")}
    wanted = ours | (SEARCH if pagename == "search" else set())
    context["css_files"] = [sheet for sheet in context["css_files"] if name_of(sheet) in STYLES]
    context["script_files"] = list({name_of(s): s for s in context["script_files"] if name_of(s) in wanted}.values())


def name_of(file):
    """Return the bare name of a style sheet or script."""
    return Path(str(getattr(file, "filename", None) or file)).name


def own_words(app, pagename, templatename, context, doctree):
    """Give the template what it says of a page: its description, its sections, whether a notebook lies beside it."""
    if app.builder.name != "html":
        return
    description = described_in(context.get("metatags", "")) or context.get("description", "")
    named = {"og:type": "article", "og:title": unescape(re.sub("<[^>]*>", "", context.get("title", "")))}
    if description:
        named["og:description"] = description
    context["base"] = app.config.html_baseurl
    if context.get("pageurl"):
        # Whoever shows a link to the page fetches its picture by a whole address: without one there is none.
        picture = f"_static/cards/{pagename.replace('/', '-')}.png"
        named |= {"og:url": context["pageurl"], "og:image": urljoin(app.config.html_baseurl, picture)}
        path = Path(app.outdir, picture)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(card(named["og:title"], description or app.config.html_title))
    context["described"] = [{"kind": "name", "name": "description", "content": description}] if description else []
    context["described"] += [{"kind": "property", "name": name, "content": text} for name, text in named.items()]
    inner = re.search(r"<ul>.*?(<ul>.*</ul>)\s*</li>\s*</ul>", context.get("toc", "") or "", re.DOTALL)
    context["sections"] = inner[1] if inner else ""
    context["notebooks"] = app.env.found_docs


def write_sitemap(app, exception):
    """List the pages for those who search the web, if the book knows where it will stand (html: baseurl)."""
    path, base = Path(app.outdir, "sitemap.xml"), app.config.html_baseurl
    path.unlink(missing_ok=True)
    if base and not exception and app.builder.name == "html":
        pages = ["index", *sorted(app.env.found_docs)]
        lines = [f"<url><loc>{escape(urljoin(base, app.builder.get_target_uri(page)))}</loc></url>" for page in pages]
        head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        path.write_text("\n".join([head, *lines, "</urlset>\n"]), encoding="utf-8")


def drop_unused(app, exception):
    """Remove the files that extensions put beside the pages and that no page, style sheet or script names."""
    if exception or app.builder.name != "html":
        return
    static = Path(app.outdir, "_static")
    left = {path for path in static.rglob("*") if path.is_file()}
    news = [path for path in Path(app.outdir).rglob("*.html") if path not in left]
    while news:
        said = "\n".join(path.read_text(encoding="utf-8") for path in news)
        named = {path for path in left if path.name in said or path.parent.name == "boards"}
        left -= named
        news = [path for path in named if path.suffix in (".css", ".js", ".svg")]
    for path in left:
        path.unlink()
    for folder in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def described_in(tags):
    """Return the description that a page's front matter gives, or ''."""
    found = re.search(r'content="([^"]*)" name="description"', tags)
    return unescape(found[1]) if found else ""


def setup(app):
    """Register with Sphinx, after all others have added their scripts."""
    app.add_html_theme("logodds", str(Path(__file__).with_name("theme")))
    app.add_js_file("book.js", loading_method="defer")
    app.connect("config-inited", no_options)
    app.connect("html-page-context", own_files, priority=950)
    app.connect("html-page-context", own_words, priority=950)
    app.connect("build-finished", write_sitemap)
    app.connect("build-finished", drop_unused, priority=990)


def no_options(app, config):
    """Drop the options that Jupyter Book sets for another theme."""
    config.html_theme_options = {}
