# ===- sarif_rules.py - What code hosts need of a SARIF file --------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""The parts of SARIF 2.1.0 that GitHub, GitLab and their like refuse a file
without, or silently drop results without. `faults(document)` gives one line per
fault, with the place as a JSON path."""

import re
import urllib.parse

LEVELS = ("none", "note", "warning", "error")
# What GitHub takes in, or shows.
MOST_RESULTS = 25000
MOST_LOCATIONS = 1000
MOST_TAGS = 20
MOST_WORDS = 1024


class Reader:
    def __init__(self):
        self.faults = []

    def fault(self, where, why):
        self.faults.append("%s: %s" % (where, why))

    def get(self, holder, key, kind, where):
        """A required member, or an empty one of that kind."""
        value = holder.get(key) if isinstance(holder, dict) else None
        if not isinstance(value, kind) or isinstance(value, bool):
            self.fault("%s.%s" % (where, key), "is missing or no "
                       + kind.__name__)
            return kind()
        if kind is str and not value:
            self.fault("%s.%s" % (where, key), "is empty")
        return value

    def text(self, holder, key, where):
        return self.get(self.get(holder, key, dict, where), "text", str,
                        "%s.%s" % (where, key))

    def document(self, doc):
        if "sarif-2.1.0" not in self.get(doc, "$schema", str, "$"):
            self.fault("$.$schema", "is not that of 2.1.0")
        if self.get(doc, "version", str, "$") != "2.1.0":
            self.fault("$.version", "is not 2.1.0")
        runs = self.get(doc, "runs", list, "$")
        if len(runs) != 1:
            self.fault("$.runs", "are %d; one upload is one run" % len(runs))
        for i, run in enumerate(runs):
            self.run(run, "$.runs[%d]" % i)

    def run(self, run, where):
        driver = self.get(self.get(run, "tool", dict, where), "driver", dict,
                          where + ".tool")
        self.get(driver, "name", str, where + ".tool.driver")
        if not re.match(r"\d+(\.\d+)+$",
                        self.get(driver, "version", str,
                                 where + ".tool.driver")):
            self.fault(where + ".tool.driver.version", "is not numeric")
        self.rules = self.get(driver, "rules", list, where + ".tool.driver")
        for i, rule in enumerate(self.rules):
            self.rule(rule, "%s.tool.driver.rules[%d]" % (where, i))
        ids = [rule.get("id") for rule in self.rules]
        if len(set(ids)) != len(ids):
            self.fault(where + ".tool.driver.rules", "an id stands twice")
        if self.get(run, "columnKind", str, where) not in (
                "utf16CodeUnits", "unicodeCodePoints"):
            self.fault(where + ".columnKind", "no such kind")
        if "/" not in self.text_id(run, where):
            self.fault(where + ".automationDetails.id", "names no category")
        self.bases = run.get("originalUriBaseIds", {})
        for name, base in self.bases.items():
            uri = self.get(base, "uri", str, "%s.%s" % (where, name))
            if not uri.endswith("/") or not urllib.parse.urlparse(uri).scheme:
                self.fault("%s.originalUriBaseIds.%s" % (where, name),
                           "is no absolute URI of a directory")
        for i, each in enumerate(self.get(run, "invocations", list, where)):
            if not isinstance(each.get("executionSuccessful"), bool):
                self.fault("%s.invocations[%d]" % (where, i),
                           "does not say whether it was successful")
        results = self.get(run, "results", list, where)
        if len(results) > MOST_RESULTS:
            self.fault(where + ".results", "are too many")
        for i, result in enumerate(results):
            self.result(result, "%s.results[%d]" % (where, i))

    def text_id(self, run, where):
        return self.get(self.get(run, "automationDetails", dict, where), "id",
                        str, where + ".automationDetails")

    def rule(self, rule, where):
        name = self.get(rule, "id", str, where)
        if rule.get("name") == name:
            self.fault(where + ".name", "is the id")
        for key in ("shortDescription", "fullDescription", "help"):
            words = self.text(rule, key, where)
            if key != "help" and len(words) > MOST_WORDS:
                self.fault("%s.%s" % (where, key), "is too long")
        self.get(rule["help"] if "help" in rule else {}, "markdown", str,
                 where + ".help")
        config = self.get(rule, "defaultConfiguration", dict, where)
        if config.get("level") not in LEVELS:
            self.fault(where + ".defaultConfiguration.level", "no such level")
        more = self.get(rule, "properties", dict, where)
        if more.get("precision") not in ("very-high", "high", "medium", "low"):
            self.fault(where + ".properties.precision", "no such precision")
        if more.get("problem.severity") not in ("error", "warning",
                                                "recommendation"):
            self.fault(where + ".properties.problem.severity",
                       "no such severity")
        tags = self.get(more, "tags", list, where + ".properties")
        if len(tags) > MOST_TAGS or len(set(tags)) != len(tags):
            self.fault(where + ".properties.tags", "are too many, or not once")
        if not any(re.fullmatch(r"external/cwe/cwe-\d+", tag) for tag in tags):
            self.fault(where + ".properties.tags", "name no weakness")

    def result(self, result, where):
        name = self.get(result, "ruleId", str, where)
        index = result.get("ruleIndex")
        if not isinstance(index, int) or not 0 <= index < len(self.rules) or \
                self.rules[index].get("id") != name:
            self.fault(where + ".ruleIndex", "is not the rule of ruleId")
        if result.get("level") not in LEVELS:
            self.fault(where + ".level", "no such level")
        message = self.text(result, "message", where)
        places = self.get(result, "locations", list, where)
        if len(places) != 1:
            self.fault(where + ".locations", "only the first one is shown")
        for i, place in enumerate(places):
            region = self.place(place, "%s.locations[%d]" % (where, i))
            if region.get("startLine") != region.get("endLine"):
                self.fault("%s.locations[%d]" % (where, i),
                           "a region of several lines is rarely all in a diff")
        related = result.get("relatedLocations", [])
        if len(related) > MOST_LOCATIONS:
            self.fault(where + ".relatedLocations", "are too many")
        for i, place in enumerate(related):
            here = "%s.relatedLocations[%d]" % (where, i)
            self.place(place, here)
            self.text(place, "message", here)
            if "](%s)" % place.get("id") not in message:
                self.fault(here, "the message does not link to it")
        ids = {str(place.get("id")) for place in related}
        for link in re.findall(r"(?<!\\)\]\((\w+)\)", message):
            if link not in ids:
                self.fault(where + ".message", "links to nothing: " + link)
        for i, flow in enumerate(result.get("codeFlows", [])):
            self.flow(flow, "%s.codeFlows[%d]" % (where, i))
        prints = self.get(result, "partialFingerprints", dict, where)
        if not prints or not all(isinstance(v, str) and v
                                 for v in prints.values()):
            self.fault(where + ".partialFingerprints", "say nothing")
        for i, fix in enumerate(result.get("fixes", [])):
            self.fix(fix, "%s.fixes[%d]" % (where, i))

    def flow(self, flow, where):
        """Every step has a place, and all threads share one order."""
        orders = []
        for i, thread in enumerate(self.get(flow, "threadFlows", list, where)):
            here = "%s.threadFlows[%d]" % (where, i)
            self.get(thread, "id", str, here)
            for j, step in enumerate(self.get(thread, "locations", list, here)):
                there = "%s.locations[%d]" % (here, j)
                place = self.get(step, "location", dict, there)
                self.place(place, there + ".location")
                self.text(place, "message", there + ".location")
                orders.append(self.get(step, "executionOrder", int, there))
        if sorted(orders) != list(range(1, len(orders) + 1)):
            self.fault(where, "the execution order has holes")

    def place(self, place, where):
        physical = self.get(place, "physicalLocation", dict, where)
        where += ".physicalLocation"
        self.artifact(physical, where)
        region = self.get(physical, "region", dict, where)
        self.region(region, where + ".region")
        return region

    def region(self, region, where):
        for key in ("startLine", "startColumn", "endLine", "endColumn"):
            if self.get(region, key, int, where) < 1:
                self.fault("%s.%s" % (where, key), "counts from 1")
        if (region.get("startLine", 0), region.get("startColumn", 0)) > \
                (region.get("endLine", 0), region.get("endColumn", 0)):
            self.fault(where, "ends before it starts")

    def artifact(self, holder, where):
        where += ".artifactLocation"
        artifact = self.get(holder, "artifactLocation", dict, where)
        uri = self.get(artifact, "uri", str, where)
        if not re.fullmatch(r"([A-Za-z0-9/._~!$&'()*+,;=:@-]|%[0-9A-F]{2})*",
                            uri):
            self.fault(where + ".uri", "is no URI: " + uri)
        base = artifact.get("uriBaseId")
        if urllib.parse.urlparse(uri).scheme:
            if base is not None:
                self.fault(where, "is absolute and has a base")
        elif base not in self.bases:
            self.fault(where + ".uriBaseId", "is defined nowhere")
        elif ".." in uri.split("/") or uri.startswith("/"):
            self.fault(where + ".uri", "leaves its base: " + uri)

    def fix(self, fix, where):
        self.text(fix, "description", where)
        for i, change in enumerate(self.get(fix, "artifactChanges", list,
                                            where)):
            here = "%s.artifactChanges[%d]" % (where, i)
            self.artifact(change, here)
            for j, edit in enumerate(self.get(change, "replacements", list,
                                              here)):
                there = "%s.replacements[%d]" % (here, j)
                self.region(self.get(edit, "deletedRegion", dict, there),
                            there + ".deletedRegion")
                if not isinstance(edit.get("insertedContent", {}).get("text"),
                                  str):
                    self.fault(there + ".insertedContent", "has no text")


def faults(document):
    reader = Reader()
    reader.document(document)
    return reader.faults
