//===- Checks.cpp - The door to all checks --------------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Checks.h"
#include "Link/Program.h"
#include "Link/Shared.h"
#include "checks/cleanup/Cleanup.h"
#include "checks/rmw/Rmw.h"
#include "checks/toctou/Toctou.h"
#include "checks/version/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/TimeProfiler.h"
#include "llvm/Support/Timer.h"
#include <map>
#include <set>
#include <tuple>

using namespace llvm;

namespace tocsin {

ArrayRef<CheckInfo> allChecks() {
  static const std::vector<CheckInfo> All = {
#include "checks/Manifest.inc"
  };
  return All;
}

static auto orderOf(const Finding &F) {
  return std::tie(F.At.File, F.At.Line, F.At.Col, F.Check, F.Message);
}

static bool isOf(StringRef Family, StringRef Check) {
  return any_of(allChecks(), [&](const CheckInfo &C) {
    return Check == C.Id && StringRef(C.Family) == Family;
  });
}

/// A caller that asks one helper and then acts by another has made the pair
/// itself; whoever else calls the two may do it rightly.
static bool madeThePair(const Finding &F) {
  bool AskedHelper = isOf("toctou", F.Check) && F.Notes.size() > 1 &&
                     F.Notes[1].Kind == NoteKind::Step;
  return AskedHelper &&
         std::tie(F.At.File, F.At.Line) != std::tie(F.Act.File, F.Act.Line);
}

/// Where it was decided, as far as that is told.
static Position decisionOf(const Finding &F) {
  auto It = llvm::find_if(
      F.Notes, [](const Note &N) { return N.Kind == NoteKind::Decision; });
  return It != F.Notes.end() ? It->At
         : F.Notes.empty()   ? F.At
                             : F.Notes.front().At;
}

/// One finding for one act and decision, however many ways lead to the pair: if
/// several callers share a guilty helper, it is told once, at the act.
static void foldWays(std::vector<Finding> &All) {
  using Pair = std::tuple<std::string, std::string, unsigned, unsigned,
                          std::string, unsigned, unsigned>;
  std::map<Pair, std::vector<Finding *>> Groups;
  for (Finding &F : All) {
    Position D = decisionOf(F);
    std::string Check = F.Check;
    // Callers that hand different statements or keys to one helper are guilty
    // each for itself.
    if (isOf("version", Check) || madeThePair(F))
      Check += "@" + F.At.File + ":" + std::to_string(F.At.Line);
    Groups[{Check, F.Act.File, F.Act.Line, F.Act.Col, D.File, D.Line, D.Col}]
        .push_back(&F);
  }
  std::vector<Finding> Folded;
  for (auto &[Key, List] : Groups) {
    Finding *Best = *std::min_element(
        List.begin(), List.end(), [](const Finding *A, const Finding *B) {
          return std::tuple(-int(A->Sure), A->Notes.size(), A->At.File,
                            A->At.Line, A->At.Col) <
                 std::tuple(-int(B->Sure), B->Notes.size(), B->At.File,
                            B->At.Line, B->At.Col);
        });
    std::set<std::tuple<std::string, unsigned, unsigned>> Places;
    for (Finding *F : List)
      Places.insert({F->At.File, F->At.Line, F->At.Col});
    if (Places.size() > 1) {
      Best->Notes.push_back(
          {Best->At,
           "reached from here, and from " + std::to_string(Places.size() - 1) +
               (Places.size() == 2 ? " other place" : " other places"),
           NoteKind::Step});
      Best->At = Best->Act;
      llvm::erase_if(Best->Notes, [&](const Note &N) {
        return N.Kind == NoteKind::Step && N.At.File == Best->Act.File &&
               N.At.Line == Best->Act.Line && N.At.Col == Best->Act.Col;
      });
    }
    Folded.push_back(std::move(*Best));
  }
  All = std::move(Folded);
}

/// A decision that is told with its act is not told once more by itself.
static void dropToldDecisions(std::vector<Finding> &All) {
  std::set<std::tuple<std::string, std::string, unsigned, unsigned>> Told;
  for (const Finding &F : All)
    for (const Note &N : F.Notes)
      if (N.Kind == NoteKind::Decision)
        Told.insert({F.Check, N.At.File, N.At.Line, N.At.Col});
  llvm::erase_if(All, [&](const Finding &F) {
    return Told.count({F.Check, F.Act.File, F.Act.Line, F.Act.Col}) &&
           none_of(F.Notes,
                   [](const Note &N) { return N.Kind == NoteKind::Decision; });
  });
}

/// A write whose version is the matter is not told once more as an update of
/// memory: at the same place, or after the same look. Nor is one whose version
/// was compared again.
static void dropToldVersions(std::vector<Finding> &All,
                             const version::LookedAgain &Again) {
  auto IsOf = [](const Finding &F, StringRef Family) {
    return any_of(allChecks(), [&](const CheckInfo &C) {
      return F.Check == C.Id && Family == C.Family;
    });
  };
  std::set<std::pair<std::string, unsigned>> Told;
  for (const Finding &F : All) {
    if (IsOf(F, "version"))
      Told.insert({F.At.File, F.At.Line});
    if (F.Pattern == "compared-apart")
      Told.insert({F.Notes[0].At.File, F.Notes[0].At.Line});
  }
  if (Told.empty() && Again.empty())
    return;
  auto Known = [&](const Position &P) { return Told.count({P.File, P.Line}); };
  llvm::erase_if(All, [&](const Finding &F) {
    return IsOf(F, "rmw") && (Known(F.At) || Known(F.Act) ||
                              Again.count({F.Act.File, F.Act.Line}) ||
                              any_of(F.Notes, [&](const Note &N) {
                                return N.Kind == NoteKind::Decision &&
                                       Known(N.At);
                              }));
  });
}

/// What is removed because it looks old is not told once more as a removal
/// after a look: of a record, or of a file whose age is all that was asked. Nor
/// is what was asked for its users as well: the program keeps them out.
static void dropToldAges(std::vector<Finding> &All,
                         const cleanup::Session &Ages) {
  std::map<std::pair<std::string, unsigned>, Confidence> Told;
  for (const Finding &F : All)
    if (F.Check == "tocsin-timestamp-cleanup") {
      Confidence &Sure = Told[{F.At.File, F.At.Line}];
      Sure = std::max(Sure, F.Sure);
    }
  llvm::erase_if(All, [&](const Finding &F) {
    bool OfAge = StringRef(F.Pattern).starts_with("age-then-");
    if (OfAge && Ages.isGuarded(F.Act, F.At))
      return true;
    auto It = Told.find({F.At.File, F.At.Line});
    if (It == Told.end())
      return false;
    if (OfAge)
      return It->second >= Confidence::Medium;
    return F.Check == "tocsin-unversioned-write" && It->second >= F.Sure;
  });
}

/// A statement that a helper runs for itself is told in the helper, not once
/// more for each caller.
static void dropToldBelow(std::vector<Finding> &All) {
  std::set<std::tuple<std::string, std::string, unsigned, unsigned>> Told;
  auto Act = [](const Finding &F) {
    return std::tuple(F.Pattern, F.Act.File, F.Act.Line, F.Act.Col);
  };
  for (const Finding &F : All)
    if (F.Pattern == "rows-not-counted" && F.At.Line == F.Act.Line &&
        F.At.File == F.Act.File)
      Told.insert(Act(F));
  llvm::erase_if(All, [&](const Finding &F) {
    return Told.count(Act(F)) &&
           (F.At.Line != F.Act.Line || F.At.File != F.Act.File);
  });
}

/// One finding a place and check: the surest, then the first in order.
static void sortAndMerge(std::vector<Finding> &All) {
  llvm::sort(All, [](const Finding &A, const Finding &B) {
    auto Key = [](const Finding &F) {
      return std::tie(F.At.File, F.At.Line, F.At.Col, F.Check);
    };
    if (Key(A) != Key(B))
      return Key(A) < Key(B);
    if (A.Sure != B.Sure)
      return A.Sure > B.Sure;
    if (A.Notes.size() != B.Notes.size())
      return A.Notes.size() < B.Notes.size();
    return orderOf(A) < orderOf(B);
  });
  All.erase(std::unique(All.begin(), All.end(),
                        [](const Finding &A, const Finding &B) {
                          return A.At.File == B.At.File &&
                                 A.At.Line == B.At.Line &&
                                 A.At.Col == B.At.Col && A.Check == B.Check;
                        }),
            All.end());
}

std::vector<Finding> analyse(ArrayRef<std::unique_ptr<ir::Unit>> Units,
                             const AnalysisOptions &Opts,
                             AnalysisStats *Stats) {
  TimeRecord Start = TimeRecord::getCurrentTime();
  const model::Model &Models =
      Opts.Models ? *Opts.Models : model::Model::builtin();
  auto On = [&](StringRef Id) { return !Opts.Enabled || Opts.Enabled(Id); };
  auto Flag = [&](StringRef Name) {
    std::string V = Opts.Option ? Opts.Option(Name) : "";
    return V == "true" || V == "1";
  };
  toctou::Options FileOptions;
  FileOptions.StrictExistence = Flag("tocsin-file-toctou.StrictExistence");
  bool File = On("tocsin-file-toctou"), Temp = On("tocsin-temp-name"),
       Create = On("tocsin-create-then-name");
  bool Stores = On("tocsin-unversioned-write") ||
                On("tocsin-ignored-conflict") || On("tocsin-sql-lost-update");
  bool Versions = On("tocsin-unchecked-version");

  SmallVector<const ir::Unit *, 0> Given;
  StringSet<> Reported;
  for (size_t I = 0; I < Units.size(); ++I)
    Given.push_back(Units[I].get());
  for (unsigned I : Opts.ReportUnits)
    for (const ir::File &F : Units[I]->Files)
      Reported.insert(Units[I]->str(F.Path));

  std::optional<TimeTraceScope> Phase;
  Phase.emplace("join units");
  link::Program P(Given, Models);
  std::vector<Finding> All;
  auto Report = [&](Finding F) {
    if (F.Sure < Opts.MinConfidence || !On(F.Check))
      return;
    All.push_back(std::move(F));
  };
  bool Memory = On("tocsin-lost-update") || On("tocsin-split-atomic") ||
                On("tocsin-check-then-act");
  // Locks and atomic objects matter to records in memory as well.
  if (Memory || Versions || Stores)
    P.followMemory();
  link::Shared Facts(P);
  cleanup::Options AgeOptions;
  AgeOptions.Strict = Flag("tocsin-timestamp-cleanup.Strict");
  AgeOptions.Age = On("tocsin-timestamp-cleanup");
  AgeOptions.Unsigned = On("tocsin-unsigned-age");
  AgeOptions.Wall = On("tocsin-wall-clock-interval");
  cleanup::Session Ages(P, AgeOptions);
  toctou::OwnNames Own;
  version::Statements Prepared;
  std::optional<version::Counters> Counted;
  version::LookedAgain Again;
  version::Enclosed InTransaction;
  version::FreeLists Lists;
  std::vector<std::pair<std::string, Finding>> OfStores; // by analysed function
  if (Versions)
    Counted.emplace(P);
  Phase.emplace("functions");
  link::Program::Counts C = P.analyse([&](flow::FunctionFlow &W) {
    if (Memory) {
      TimeTraceScope Check("memory facts");
      Facts.collect(W);
    }
    SmallVector<flow::EventId, 4> Known;
    if (File || Create)
      Own.note(W, P);
    if (File || Create) {
      TimeTraceScope Check("tocsin-file-toctou");
      Known = toctou::fileToctou(W, P, FileOptions, Report);
    }
    if (Temp) {
      TimeTraceScope Check("tocsin-temp-name");
      toctou::tempName(W, P, Report);
      toctou::guessedName(W, P, Report);
    }
    if (Create) {
      TimeTraceScope Check("tocsin-create-then-name");
      toctou::createThenName(W, P, Known, Report);
    }
    if (Versions || Stores) {
      TimeTraceScope Check("version (compare-exchange)");
      version::compareExchange(W, P, Lists, Report);
    }
    if (Versions) {
      TimeTraceScope Check("tocsin-unchecked-version");
      version::comparedApart(W, P, *Counted, Report, &Again);
    }
    if (Stores) {
      TimeTraceScope Check("version (stores)");
      version::Records R(W, P, &Prepared);
      InTransaction.note(W, P);
      if (!R.empty()) {
        auto Later = [&](Finding F) {
          OfStores.emplace_back(P.usr(W.self()).str(), std::move(F));
        };
        version::unversionedWrite(R, Later);
        version::ignoredConflict(R, Report);
        version::sqlLostUpdate(R, Later);
      }
    }
    TimeTraceScope Check("cleanup");
    Ages.visit(W);
  });
  Phase.emplace("program");
  if (Memory && P.tracksMemory()) {
    TimeTraceScope Check("rmw");
    Facts.conclude();
    rmw::checkMemory(Facts, P, Report);
  }
  if (Versions)
    version::unusedVersion(P, *Counted, Report);
  Lists.finish(Report);
  Ages.finish(Report);
  for (auto &[By, F] : OfStores)
    if (!(F.Check == "tocsin-sql-lost-update" || F.Pattern == "write-back" ||
          F.Pattern == "claim" || F.Pattern == "owner-delete") ||
        !InTransaction.holds(By))
      Report(std::move(F));
  Phase.reset();
  llvm::erase_if(All, [&](const Finding &F) {
    return (F.Check == "tocsin-file-toctou" ||
            F.Check == "tocsin-create-then-name") &&
           Own.isAlways(F.Act);
  });
  dropToldVersions(All, Again);
  dropToldAges(All, Ages);
  dropToldBelow(All);
  foldWays(All);
  dropToldDecisions(All);
  sortAndMerge(All);
  if (!Opts.ReportUnits.empty())
    llvm::erase_if(
        All, [&](const Finding &F) { return !Reported.contains(F.At.File); });
  if (Stats) {
    Stats->Functions = C.Functions;
    Stats->Analysed = C.Analysed;
    Stats->GaveUp = C.GaveUp;
    Stats->Events = C.Events;
    Stats->Windows = All.size();
    TimeRecord End = TimeRecord::getCurrentTime(false);
    End -= Start;
    Stats->Seconds = End.getUserTime() + End.getSystemTime();
  }
  return All;
}

} // namespace tocsin
