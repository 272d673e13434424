//===- Sarif.cpp - Findings as SARIF 2.1.0 --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One run, relative URIs, one-line regions at the act (code hosts show an alert
// in a review only if its whole region changed), notes as related locations
// that the message links to.
//
//===----------------------------------------------------------------------===//

#include "Report/Report.h"
#include "Report/Text.h"
#include "checks/Checks.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

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
  void result(const Entry &E);
  void location(const Position &At);
  void region(const Position &At, size_t Length);
  void fix(const Fix &F);
  void invocation();
  void text(StringRef Key, StringRef Text) {
    J.attributeObject(Key, [&] { J.attribute("text", Text); });
  }
  void artifact(StringRef Path);

  const Report &R;
  Sources &Src;
  llvm::json::OStream J;
};

} // namespace

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
    J.attributeObject("defaultConfiguration",
                      [&] { J.attribute("level", "warning"); });
    J.attributeObject("properties", [&] {
      J.attribute("precision", C.Precision);
      J.attribute("problem.severity", "warning");
      J.attributeArray("tags", [&] {
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

void SarifWriter::driver() {
  J.attributeObject("tool", [&] {
    J.attributeObject("driver", [&] {
      J.attribute("name", "Tocsin");
      J.attribute("version", R.Version);
      J.attribute("semanticVersion", R.Version);
      J.attributeArray("rules", [&] {
        for (const CheckInfo &C : allChecks())
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

void SarifWriter::result(const Entry &E) {
  const Finding &F = E.F;
  J.object([&] {
    J.attribute("ruleId", F.Check);
    auto All = allChecks();
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
    J.attributeObject("partialFingerprints",
                      [&] { J.attribute("tocsin/v1", E.Fingerprint); });
    if (!F.Fixes.empty())
      J.attributeArray("fixes", [&] {
        for (const Fix &Each : F.Fixes)
          fix(Each);
      });
    if (E.Suppressed)
      J.attributeArray("suppressions", [&] {
        J.object([&] { J.attribute("kind", "inSource"); });
      });
    J.attributeObject("properties", [&] {
      J.attribute("confidence", confidenceName(F.Sure));
      J.attribute("pattern", F.Pattern);
    });
  });
}

void SarifWriter::invocation() {
  J.attributeArray("invocations", [&] {
    J.object([&] {
      J.attribute("executionSuccessful", R.Files.empty());
      J.attributeArray("toolExecutionNotifications", [&] {
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
        invocation();
        J.attributeArray("results", [&] {
          for (const Entry &E : R.Entries)
            if (!E.Suppressed || ShowSuppressed)
              result(E);
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
