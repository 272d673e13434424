#!/usr/bin/env python3
# ===- html_test.py - The HTML report in a browser ------------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""html_test.py TOCSIN: headless Chromium draws the page. Skipped (77) without
it."""

import html.parser
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
import project  # noqa: E402

CHROMIUM = next(filter(None, map(shutil.which, (
    "chromium", "chromium-browser", "google-chrome"))), None)
HOSTILE = project.OPENING.replace(
    "  if (access", """  /* </script><script>document.title = 'taken'</script>
     <img src=x onerror="document.title='taken'"> &lt;b&gt; \u2028 \\u003c */
  if (access""").replace("openIfThere", "f")


class Elements(html.parser.HTMLParser):
    """Counts elements, collects text by the class of its element."""

    VOID = {"meta", "input", "br", "link"}

    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.texts = [], [], {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for tag, classes in self.open:
            for name in [tag] + classes.split():
                self.texts[name] = self.texts.get(name, "") + data

    def with_class(self, name):
        return [a for _, a in self.seen if name in (a.get("class") or "").split()]


class Page(project.Case):
    def report(self, files, *options):
        self.project(files)
        path = self.top / "report.html"
        self.tocsin("--quiet", "--html", path, *options, status=1)
        return path

    def draw(self, path, address=""):
        """The page after its script ran; nothing may go wrong or be asked for
        from elsewhere."""
        done = subprocess.run(
            [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--no-first-run",
             "--user-data-dir=%s" % (self.top / "chromium"),
             "--enable-logging=stderr", "--log-level=0",
             "--virtual-time-budget=4000", "--dump-dom",
             "file://%s%s" % (path, address)],
            text=True, capture_output=True, timeout=240,
            env=dict(self.env, PATH=os.environ["PATH"]))
        self.assertEqual([l for l in done.stderr.splitlines()
                          if "CONSOLE" in l], [])
        return Elements(done.stdout), done.stdout

    def test_content(self):
        path = self.report({"src/a.c": project.OPENING,
                            "src/count.cpp": project.COUNTING})
        page, text = self.draw(path)
        self.assertIn("data-drawn", text)
        self.assertEqual(len(page.with_class("finding")), 2)
        self.assertIn("src/a.c:5:12", page.texts["path"])
        # A finding is drawn when it is opened.
        self.assertEqual(page.with_class("story"), [])

    def test_opened_by_its_fingerprint(self):
        path = self.report({"src/count.cpp": project.COUNTING})
        finding, = self.findings()
        page, text = self.draw(path, "#" + finding["fingerprint"])
        self.assertEqual(len(page.with_class("story")), 1)
        self.assertIn("another thread", page.texts["who"])
        self.assertIn("void add() { Total = Total + 1; }",
                      page.texts["excerpt"])
        self.assertIn("// NOLINTNEXTLINE(tocsin-lost-update)",
                      page.texts["copy"])
        self.assertTrue(page.with_class("in"))
        self.assertIn('aria-expanded="true"', text)

    def test_filter_in_the_address(self):
        path = self.report({"src/a.c": project.OPENING,
                            "src/count.cpp": project.COUNTING})
        page, _ = self.draw(path, "#family=rmw")
        self.assertEqual([("hidden" in a) for a in page.with_class("finding")],
                         [True, False])
        page, _ = self.draw(path, "#q=openifthere+a.c")
        self.assertEqual([("hidden" in a) for a in page.with_class("finding")],
                         [False, True])

    def test_hostile_source(self):
        path = self.report({"src/<b>&'\".c": HOSTILE})
        finding, = self.findings()
        page, text = self.draw(path, "#" + finding["fingerprint"])
        self.assertIn("<title>Tocsin report</title>", text)
        self.assertEqual([t for t, _ in page.seen if t == "img"], [])
        self.assertEqual(len([t for t, _ in page.seen if t == "script"]), 2)
        self.assertIn("src/<b>&'\".c:7:12", page.texts["path"])
        self.assertIn("<img src=x onerror=", page.texts["excerpt"])

    def test_nothing_from_elsewhere(self):
        path = self.report({"src/a.c": project.OPENING})
        page, _ = self.draw(path)
        for tag, attributes in page.seen:
            self.assertNotIn(tag, ("link", "iframe", "object", "img"))
            self.assertFalse({"src", "srcset", "href", "action"}
                             & set(attributes), (tag, attributes))
        self.assertIn("default-src 'none'", path.read_text())

    def test_nothing_found(self):
        self.project({"a.c": "int X;\n"})
        path = self.top / "report.html"
        self.tocsin("--quiet", "--html", path)
        _, text = self.draw(path)
        self.assertIn("Nothing was found.", text)

    def test_two_thousand(self):
        many = "#include <fcntl.h>\n#include <unistd.h>\n" + "\n".join(
            project.OPENING.replace("openIfThere", "f%d" % i).split("\n", 2)[2]
            for i in range(2000))
        path = self.report({"src/many.c": many})
        page, text = self.draw(path, "#q=f1999")
        self.assertEqual(len(page.with_class("finding")), 2000)
        self.assertEqual(sum("hidden" not in a
                             for a in page.with_class("finding")), 1)
        drawn = int(re.search(r'data-drawn="(\d+)"', text)[1])
        self.assertLess(drawn, 5000, "ms to draw 2,000 findings")
        self.assertLess(path.stat().st_size, 8_000_000)


if __name__ == "__main__":
    if not CHROMIUM:
        print("skipped: no Chromium (scripts/install-deps.sh peers)")
        sys.exit(project.SKIP)
    project.main()
