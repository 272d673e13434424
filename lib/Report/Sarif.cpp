//===- Sarif.cpp - Findings as SARIF 2.1.0 --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One run, relative URIs, one-line regions at the act (code hosts show an alert
// in a review only if its whole region changed), notes as related locations
// that the message links to, the interleaving as one thread flow per lane.
//
//===----------------------------------------------------------------------===//

#include "Report/LineHash.h"
#include "Report/Report.h"
#include "Report/Story.h"
#include "Report/Text.h"
#include "Report/UnusedNoLint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include <array>

using namespace tocsin;
using namespace tocsin::report;
using llvm::StringRef;

namespace {

class SarifWriter {
public:
  SarifWriter(const Report &R, Sources &Src, llvm::raw_ostream &OS)
      : R(R), Src(Src), J(OS, 2) {}
  void write(bool ShowSuppressed);

private:
  void driver();
  void rule(const CheckInfo &C);
  void relations(const CheckInfo &C);
  void taxonomies();
  void result(const Entry &E);
  void flows(const Finding &F);
  void identity(const Entry &E);
  void hiding(const Entry &E);
  void location(const Position &At);
  void region(const Position &At, size_t Length);
  void fix(const Fix &F);
  void invocation(size_t LeftOut);
  std::vector<const Entry *> chosen(bool ShowHidden, size_t &LeftOut) const;
  void text(StringRef Key, StringRef Text) {
    J.attributeObject(Key, [&] { J.attribute("text", Text); });
  }
  void artifact(StringRef Path);

  const Report &R;
  Sources &Src;
  llvm::json::OStream J;
  llvm::StringMap<std::vector<std::string>> LineHashes;
};

/// A list of weaknesses or rules that others keep.
struct Taxonomy {
  const char *Name, *Guid, *Organization, *Uri;
  std::vector<std::string> Taxa; // ids, each once, in the manifest's order
};

} // namespace

/// What code hosts take in one upload.
static constexpr size_t MaxResults = 25000;

static std::string weakness(unsigned Cwe) { return "CWE-" + llvm::utostr(Cwe); }

/// 0: CWE, 1: CERT.
static const std::array<Taxonomy, 2> &allTaxonomies() {
  static const std::array<Taxonomy, 2> All = [] {
    std::array<Taxonomy, 2> T = {
        Taxonomy{"CWE",
                 "3f1a6f0c-5c07-4b8e-9d5b-3c0c8a7f1b01",
                 "MITRE",
                 "https://cwe.mitre.org/",
                 {}},
        Taxonomy{"CERT",
                 "3f1a6f0c-5c07-4b8e-9d5b-3c0c8a7f1b02",
                 "SEI CERT C and C++ Coding Standards",
                 "https://wiki.sei.cmu.edu/confluence/display/seccode",
                 {}}};
    auto Once = [](std::vector<std::string> &To, std::string Id) {
      if (!llvm::is_contained(To, Id))
        To.push_back(std::move(Id));
    };
    for (const CheckInfo &C : reportableChecks()) {
      for (unsigned Cwe : C.Cwe)
        Once(T[0].Taxa, weakness(Cwe));
      for (const char *Cert : C.Cert)
        Once(T[1].Taxa, Cert);
    }
    return T;
  }();
  return All;
}

static StringRef levelName(Severity S) {
  return S == Severity::Error     ? "error"
         : S == Severity::Warning ? "warning"
                                  : "note";
}

/// Percent-encodes what may not stand in the path of a URI.
static std::string uriPath(StringRef Path) {
  std::string Out;
  for (unsigned char C : Path)
    if (llvm::isAlnum(C) || StringRef("/-._~!$&'()*+,;=:@").contains(C))
      Out += C;
    else
      Out += "%" + llvm::utohexstr(C, /*LowerCase=*/false, /*Width=*/2);
  return Out;
}

/// "tocsin-file-toctou" to "FileToctou": a name must differ from the id.
static std::string ruleName(StringRef Id) {
  Id.consume_front("tocsin-");
  std::string Name;
  bool Up = true;
  for (char C : Id) {
    if (C == '-') {
      Up = true;
      continue;
    }
    Name += Up ? llvm::toUpper(C) : C;
    Up = false;
  }
  return Name;
}

/// Brackets in a message are links.
static std::string escaped(StringRef Text) {
  std::string Out;
  for (char C : validUtf8(Text)) {
    if (C == '[' || C == ']' || C == '\\')
      Out += '\\';
    Out += C;
  }
  return Out;
}

void SarifWriter::artifact(StringRef Path) {
  J.attributeObject("artifactLocation", [&] {
    StringRef Relative = relativeTo(R.Root, Path);
    if (Relative.size() == Path.size()) {
      J.attribute("uri", "file://" + uriPath(Path));
      return;
    }
    J.attribute("uri", uriPath(Relative));
    J.attribute("uriBaseId", "PROJECTROOT");
  });
}

void SarifWriter::region(const Position &At, size_t Length) {
  StringRef Line = Src.line(At.File, At.Line);
  size_t From = std::min<size_t>(At.Col ? At.Col - 1 : 0, Line.size());
  size_t To = std::min(From + Length, Line.size());
  J.attributeObject("region", [&] {
    unsigned Start = utf16Length(Line.take_front(From)) + 1;
    J.attribute("startLine", std::max(At.Line, 1u));
    J.attribute("startColumn", Start);
    J.attribute("endLine", std::max(At.Line, 1u));
    J.attribute("endColumn", Start + utf16Length(Line.slice(From, To)));
  });
}

void SarifWriter::location(const Position &At) {
  J.attributeObject("physicalLocation", [&] {
    artifact(At.File);
    region(At, wordLength(Src.line(At.File, At.Line), At.Col));
  });
}

void SarifWriter::rule(const CheckInfo &C) {
  bool Upkeep = StringRef(C.Id) == UnusedNoLint;
  J.object([&] {
    J.attribute("id", C.Id);
    J.attribute("name", ruleName(C.Id));
    text("shortDescription", C.Summary);
    text("fullDescription", C.Summary);
    StringRef Page = R.Page ? R.Page(C.Id) : StringRef();
    J.attributeObject("help", [&] {
      J.attribute("text", Page.empty() ? StringRef(C.Summary) : Page);
      if (!Page.empty())
        J.attribute("markdown", Page);
    });
    J.attributeObject("defaultConfiguration", [&] {
      J.attribute("level", Upkeep ? "note" : "warning");
    });
    relations(C);
    J.attributeObject("properties", [&] {
      J.attribute("precision", C.Precision);
      J.attribute("problem.severity", Upkeep ? "recommendation" : "warning");
      J.attributeArray("tags", [&] {
        if (!Upkeep)
          J.value("security");
        J.value(C.Family);
        for (unsigned Cwe : C.Cwe)
          J.value("external/cwe/cwe-" + llvm::utostr(Cwe));
        for (const char *Cert : C.Cert)
          J.value("external/cert/" + StringRef(Cert).lower());
      });
    });
  });
}

void SarifWriter::relations(const CheckInfo &C) {
  auto Relate = [&](unsigned Which, StringRef Id) {
    const Taxonomy &T = allTaxonomies()[Which];
    J.object([&] {
      J.attributeObject("target", [&] {
        J.attribute("id", Id);
        J.attribute("index", llvm::find(T.Taxa, Id) - T.Taxa.begin());
        J.attributeObject("toolComponent", [&] {
          J.attribute("name", T.Name);
          J.attribute("index", Which);
          J.attribute("guid", T.Guid);
        });
      });
      J.attributeArray("kinds", [&] { J.value("relevant"); });
    });
  };
  if (C.Cwe.empty() && C.Cert.empty())
    return;
  J.attributeArray("relationships", [&] {
    for (unsigned Cwe : C.Cwe)
      Relate(0, weakness(Cwe));
    for (const char *Cert : C.Cert)
      Relate(1, Cert);
  });
}

void SarifWriter::taxonomies() {
  J.attributeArray("taxonomies", [&] {
    for (const Taxonomy &T : allTaxonomies())
      J.object([&] {
        J.attribute("name", T.Name);
        J.attribute("guid", T.Guid);
        J.attribute("organization", T.Organization);
        J.attribute("informationUri", T.Uri);
        text("shortDescription", T.Name);
        J.attributeArray("taxa", [&] {
          for (const std::string &Id : T.Taxa)
            J.object([&] {
              J.attribute("id", Id);
              StringRef Number = Id;
              if (Number.consume_front("CWE-"))
                J.attribute("helpUri",
                            ("https://cwe.mitre.org/data/definitions/" +
                             Number + ".html")
                                .str());
            });
        });
      });
  });
}

void SarifWriter::driver() {
  J.attributeObject("tool", [&] {
    J.attributeObject("driver", [&] {
      J.attribute("name", "Tocsin");
      J.attribute("version", R.Version);
      J.attribute("semanticVersion", R.Version);
      // No page of the product to point to: a name instead of a place.
      J.attribute("informationUri", "urn:tocsin:documentation");
      J.attributeArray("supportedTaxonomies", [&] {
        for (const Taxonomy &T : allTaxonomies())
          J.object([&] {
            J.attribute("name", T.Name);
            J.attribute("index", &T - allTaxonomies().data());
            J.attribute("guid", T.Guid);
          });
      });
      J.attributeArray("rules", [&] {
        for (const CheckInfo &C : reportableChecks())
          rule(C);
      });
    });
  });
}

void SarifWriter::fix(const Fix &F) {
  // One artifactChange per file, in the order the files first appear.
  std::vector<StringRef> Files;
  for (const Edit &E : F.Edits)
    if (!llvm::is_contained(Files, E.At.File))
      Files.push_back(E.At.File);
  J.object([&] {
    text("description", validUtf8(F.Title));
    J.attributeArray("artifactChanges", [&] {
      for (StringRef File : Files)
        J.object([&] {
          artifact(File);
          J.attributeArray("replacements", [&] {
            for (const Edit &E : F.Edits) {
              if (E.At.File != File)
                continue;
              J.object([&] {
                Position End = E.At;
                endOf(E.Old, End.Line, End.Col);
                auto Column = [&](const Position &P) {
                  return utf16Length(
                             Src.line(P.File, P.Line).take_front(P.Col - 1)) +
                         1;
                };
                J.attributeObject("deletedRegion", [&] {
                  J.attribute("startLine", E.At.Line);
                  J.attribute("startColumn", Column(E.At));
                  J.attribute("endLine", End.Line);
                  J.attribute("endColumn", Column(End));
                });
                text("insertedContent", validUtf8(E.New));
              });
            }
          });
        });
    });
  });
}

/// One thread flow per lane; the execution order runs through both.
void SarifWriter::flows(const Finding &F) {
  Story S = storyOf(F);
  if (S.Scenes.empty())
    return;
  auto Flow = [&](Lane Who, StringRef Name) {
    J.object([&] {
      J.attribute("id", Name);
      text("message", Name);
      J.attributeArray("locations", [&] {
        for (const Scene &Each : S.Scenes) {
          if (Each.Who != Who)
            continue;
          J.object([&] {
            J.attributeObject("location", [&] {
              location(Each.At);
              text("message", escaped(Each.Text));
            });
            J.attribute("executionOrder", &Each - S.Scenes.data() + 1);
            J.attribute("importance",
                        Each.What == Beat::Inside ? "important" : "essential");
          });
        }
      });
    });
  };
  J.attributeArray("codeFlows", [&] {
    J.object([&] {
      text("message", (S.There + " between two steps of " + S.Here).str());
      J.attributeArray("threadFlows", [&] {
        Flow(Lane::Here, S.Here);
        Flow(Lane::There, S.There);
      });
    });
  });
}

void SarifWriter::identity(const Entry &E) {
  const Position &At = E.F.At;
  auto Slot = LineHashes.try_emplace(At.File);
  const std::vector<std::string> &Hashes = Slot.first->second;
  if (Slot.second)
    Slot.first->second = lineHashes(Src.get(At.File).text());
  J.attributeObject("partialFingerprints", [&] {
    if (At.Line && At.Line <= Hashes.size())
      J.attribute("primaryLocationLineHash", Hashes[At.Line - 1]);
    J.attribute("tocsin/v1", E.Fingerprint);
  });
}

/// Why a result that is in the document all the same does not count.
void SarifWriter::hiding(const Entry &E) {
  if (R.Baseline)
    J.attribute("baselineState", E.Known ? "unchanged" : "new");
  if (!E.hidden())
    return;
  J.attributeArray("suppressions", [&] {
    J.object([&] {
      J.attribute("kind", E.Suppressed ? "inSource" : "external");
      if (E.Suppressed && !E.Reason.empty())
        J.attribute("justification", validUtf8(E.Reason));
      else if (!E.Suppressed)
        J.attribute("justification", "in the baseline");
    });
  });
}

void SarifWriter::result(const Entry &E) {
  const Finding &F = E.F;
  J.object([&] {
    J.attribute("ruleId", F.Check);
    auto All = reportableChecks();
    auto It = llvm::find_if(
        All, [&](const CheckInfo &C) { return StringRef(C.Id) == F.Check; });
    if (It != All.end())
      J.attribute("ruleIndex", int64_t(It - All.begin()));
    J.attribute("level", levelName(E.level()));
    std::string Message = escaped(F.Message);
    for (size_t I = 0; I < F.Notes.size(); ++I)
      Message +=
          "\n[" + escaped(F.Notes[I].Text) + "](" + llvm::utostr(I + 1) + ")";
    text("message", Message);
    J.attributeArray("locations", [&] {
      J.object([&] {
        location(F.At);
        if (!F.Function.empty())
          J.attributeArray("logicalLocations", [&] {
            J.object([&] {
              J.attribute("fullyQualifiedName", validUtf8(F.Function));
              J.attribute("kind", "function");
            });
          });
      });
    });
    if (!F.Notes.empty())
      J.attributeArray("relatedLocations", [&] {
        for (size_t I = 0; I < F.Notes.size(); ++I)
          J.object([&] {
            J.attribute("id", int64_t(I + 1));
            location(F.Notes[I].At);
            text("message", escaped(F.Notes[I].Text));
          });
      });
    flows(F);
    identity(E);
    if (!F.Fixes.empty())
      J.attributeArray("fixes", [&] {
        for (const Fix &Each : F.Fixes)
          fix(Each);
      });
    hiding(E);
    J.attributeObject("properties", [&] {
      J.attribute("confidence", confidenceName(F.Sure));
      J.attribute("pattern", F.Pattern);
    });
  });
}

/// The gravest and surest if there are more than code hosts take.
std::vector<const Entry *> SarifWriter::chosen(bool ShowHidden,
                                               size_t &LeftOut) const {
  std::vector<const Entry *> All = shownEntries(R, ShowHidden);
  LeftOut = 0;
  if (All.size() <= MaxResults)
    return All;
  gravestFirst(All);
  LeftOut = All.size() - MaxResults;
  All.resize(MaxResults);
  return All;
}

void SarifWriter::invocation(size_t LeftOut) {
  J.attributeArray("invocations", [&] {
    J.object([&] {
      J.attribute("executionSuccessful", R.Files.empty());
      J.attributeArray("toolExecutionNotifications", [&] {
        if (LeftOut)
          J.object([&] {
            J.attribute("level", "warning");
            text("message", llvm::utostr(LeftOut) +
                                " findings of less weight are left out: more "
                                "than " +
                                llvm::utostr(MaxResults) +
                                " results are not taken by code hosts");
          });
        for (const Incomplete &I : R.Files)
          J.object([&] {
            J.attribute("level", I.Lost ? "error" : "warning");
            text("message", escaped(I.Why));
            J.attributeArray("locations", [&] {
              J.object([&] {
                J.attributeObject("physicalLocation",
                                  [&] { artifact(I.File); });
              });
            });
          });
      });
    });
  });
}

void SarifWriter::write(bool ShowSuppressed) {
  size_t LeftOut;
  std::vector<const Entry *> Results = chosen(ShowSuppressed, LeftOut);
  J.object([&] {
    J.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    J.attribute("version", "2.1.0");
    J.attributeArray("runs", [&] {
      J.object([&] {
        driver();
        J.attributeObject("automationDetails",
                          [&] { J.attribute("id", "tocsin/"); });
        J.attribute("columnKind", "utf16CodeUnits");
        J.attributeObject("originalUriBaseIds", [&] {
          J.attributeObject("PROJECTROOT", [&] {
            std::string Root = "file://" + uriPath(R.Root);
            J.attribute("uri",
                        StringRef(Root).ends_with("/") ? Root : Root + "/");
          });
        });
        invocation(LeftOut);
        taxonomies();
        J.attributeArray("results", [&] {
          for (const Entry *E : Results)
            result(*E);
        });
      });
    });
  });
}

void report::writeSarif(const Report &R, Sources &Src, bool ShowSuppressed,
                        llvm::raw_ostream &OS) {
  SarifWriter(R, Src, OS).write(ShowSuppressed);
  OS << '\n';
}
