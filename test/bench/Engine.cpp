//===- Engine.cpp - What the parts of the engine cost ---------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Made-up programs of any size: each unit holds file checks that the next unit
// acts upon, and counters behind one lock. `tocsin-bench
// --benchmark_filter=Link` shows how the analysis of whole programs grows.
//
//===----------------------------------------------------------------------===//

#include "IR/Forms.h"
#include "Model/Model.h"
#include "Support/Sql.h"
#include "checks/Checks.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <benchmark/benchmark.h>
#include <sys/resource.h>

using namespace tocsin;

/// @ is the number of the unit, # of the group in it, ^ of the unit before.
static constexpr const char *Group = R"(
func @isThere@_#(P: ptr<const char>) -> bool !5:6 end !5:60 usr "is@_#" {
bb0:
  -> bb1
bb1:
  %0 = load P !5:45
  %1 = const 0 "F_OK" [macro] !5:48
  %2 = call @access(%0, %1) !5:38
  %3 = const 0 !5:57
  %4 = cmp eq %2, %3 !5:38
  %5 = return %4 !5:31
  -> bb2
bb2:
}
func @openIt@_#(P: ptr<const char>) -> int !6:5 end !6:97 usr "open@_#" {
bb0:
  -> bb1
bb1:
  %0 = load P !6:42
  %1 = call @isThere^_#(%0) !6:34
  %2 = not %1 !6:33
  -> %2 ? true bb3, false bb2
bb2:
  %3 = const -1 !6:94
  %4 = return %3 !6:86
  -> bb4
bb3:
  %5 = load P !6:58
  %6 = const 2 "O_RDWR" [macro] !6:61
  %7 = const 384 !6:79
  %8 = call @open(%5, %6, %7) !6:53
  %9 = return %8 !6:46
  -> bb4
bb4:
}
func @bump@_#(N: int) -> int !7:5 end !7:208 usr "bump@_#" {
  local S: int !7:23
  local I: int !7:85
bb0:
  -> bb1
bb1:
  %0 = addr @Lock !7:58
  %1 = call @pthread_mutex_lock(%0) !7:56
  %2 = load @Count@_# !7:66
  %3 = store S, %2 [init] !7:62
  %4 = const 0 !7:89
  %5 = store I, %4 [init] !7:89
  -> bb2
bb2:
  %6 = load I !7:92
  %7 = load N !7:96
  %8 = cmp lt %6, %7 !7:92
  -> %8 ? true bb3, false bb4
bb3:
  %9 = load I !7:129
  %10 = rmw add S, %9 !7:117
  %11 = const 1 [implicit] !7:99
  %12 = rmw add I, %11 !7:99
  -> bb2
bb4:
  %13 = load S !7:193
  %14 = store @Count@_#, %13 !7:184
  %15 = addr @Lock !7:58
  %16 = call @pthread_mutex_unlock(%15) !7:196
  %17 = load S !7:205
  %18 = return %17 !7:198
  -> bb5
bb5:
}
)";
static constexpr const char *Globals = R"(
global @Count@_#: int !4:33 usr "count@_#"
)";
static constexpr const char *Before = R"(tocsin unit 3
main "/p/u@.c"
key "@"
file 0 "/p/u@.c" main
global @Lock: rec pthread_mutex_t !4:19 usr "lock"
)";
static constexpr const char *After = R"(
func @access(__name: ptr<const char>, __type: int) -> int [system] !0:2:12 usr "c:@F@access"
func @open(__file: ptr<const char>, __oflag: int) -> int [variadic system] !0:2:12 usr "c:@F@open"
func @pthread_mutex_lock(m: ptr<rec pthread_mutex_t>) -> int [system] !0:2:12 usr "c:@F@pthread_mutex_lock"
func @pthread_mutex_unlock(m: ptr<rec pthread_mutex_t>) -> int [system] !0:2:12 usr "c:@F@pthread_mutex_unlock"
)";
static constexpr unsigned Groups = 10;

static void fill(std::string &Out, llvm::StringRef Text, unsigned Unit,
                 unsigned Part) {
  for (char C : Text) {
    if (C == '@' &&
        (Out.empty() || llvm::isAlnum(Out.back()) || Out.back() == '"'))
      Out += std::to_string(Unit);
    else if (C == '^')
      Out += std::to_string(Unit ? Unit - 1 : 0);
    else if (C == '#')
      Out += std::to_string(Part);
    else
      Out += C;
  }
}

static std::string unitText(unsigned Unit) {
  std::string Text;
  fill(Text, Before, Unit, 0);
  for (unsigned Part = 0; Part < Groups; ++Part)
    fill(Text, Globals, Unit, Part);
  for (unsigned Part = 0; Part < Groups; ++Part)
    fill(Text, Group, Unit, Part);
  if (Unit)
    for (unsigned Part = 0; Part < Groups; ++Part)
      Text += llvm::formatv("func @isThere{0}_{1}(P: ptr<const char>) -> bool "
                            "!5:6 usr \"is{0}_{1}\"\n",
                            Unit - 1, Part);
  return Text + After + "end\n";
}

static std::unique_ptr<ir::Unit> unit(unsigned Number) {
  std::string Text = unitText(Number);
  return std::make_unique<ir::Unit>(
      llvm::cantFail(ir::readText({Text, "made up"})));
}

static std::string binary(const ir::Unit &U) {
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  ir::writeBinary(U, OS);
  return Bytes;
}

static double peakMegabytes() {
  rusage Usage = {};
  getrusage(RUSAGE_SELF, &Usage);
  return Usage.ru_maxrss / 1024;
}

/// Units to findings.
static void Link(benchmark::State &State) {
  std::vector<std::unique_ptr<ir::Unit>> Units;
  for (unsigned I = 0; I < State.range(0); ++I)
    Units.push_back(unit(I));
  State.counters["unitsMB"] = peakMegabytes();
  AnalysisStats Stats;
  for (auto _ : State)
    benchmark::DoNotOptimize(analyse(Units, {}, &Stats));
  State.SetComplexityN(State.range(0));
  State.counters["functions"] = Stats.Functions;
  State.counters["peakMB"] = peakMegabytes();
}
BENCHMARK(Link)
    ->Arg(1000)
    ->Arg(3000)
    ->Arg(10000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

static void ReadBinary(benchmark::State &State) {
  std::string Bytes = binary(*unit(1));
  for (auto _ : State)
    benchmark::DoNotOptimize(llvm::cantFail(ir::readBinary({Bytes, "u"})));
  State.SetBytesProcessed(State.iterations() * Bytes.size());
}
BENCHMARK(ReadBinary);

static void WriteBinary(benchmark::State &State) {
  auto U = unit(1);
  for (auto _ : State)
    benchmark::DoNotOptimize(binary(*U));
}
BENCHMARK(WriteBinary);

static void ReadText(benchmark::State &State) {
  std::string Text = unitText(1);
  for (auto _ : State)
    benchmark::DoNotOptimize(llvm::cantFail(ir::readText({Text, "u"})));
  State.SetBytesProcessed(State.iterations() * Text.size());
}
BENCHMARK(ReadText);

/// One function of many loops and branches: the solver and the value numbers.
static void Flow(benchmark::State &State) {
  std::string Text = "tocsin unit 3\nmain \"/p/f.c\"\nkey \"f\"\nfile 0 "
                     "\"/p/f.c\" main\nglobal @G: int !1:1 usr \"g\"\nfunc "
                     "@f(P: ptr<const char>, N: int) -> int !2:1 end !9:1 usr "
                     "\"f\" {\n  local S: int !2:2\nbb0:\n  -> bb1\n";
  unsigned Value = 0, Block = 1;
  for (unsigned I = 0; I < State.range(0); ++I) {
    // While a condition holds: one of two ways on, and back.
    unsigned V = Value, B = Block;
    Text += llvm::formatv(
        "bb{0}:\n  %{4} = load S !3:1\n  %{5} = load N !3:2\n  %{6} = cmp lt "
        "%{4}, %{5} !3:3\n  -> %{6} ? true bb{1}, false bb{3}\nbb{1}:\n  %{7} "
        "= load P !4:1\n  %{8} = const 0 !4:2\n  %{9} = call @access(%{7}, "
        "%{8}) !4:3\n  -> %{9} ? true bb{2}, false bb{0}\nbb{2}:\n  %{10} = "
        "const 1 !5:1\n  %{11} = rmw add S, %{10} !5:2\n  -> bb{0}\n",
        B, B + 1, B + 2, B + 3, V, V + 1, V + 2, V + 3, V + 4, V + 5, V + 6,
        V + 7);
    Value += 8;
    Block += 3;
  }
  Text += llvm::formatv("bb{0}:\n  -> bb{1}\nbb{1}:\n}\n", Block, Block + 1);
  Text += After;
  Text += "end\n";
  std::vector<std::unique_ptr<ir::Unit>> Units;
  Units.push_back(std::make_unique<ir::Unit>(
      llvm::cantFail(ir::readText({Text, "made up"}))));
  AnalysisStats Stats;
  model::Model::builtin(); // loaded once, and not here
  for (auto _ : State)
    benchmark::DoNotOptimize(analyse(Units, {}, &Stats));
  State.counters["gaveUp"] = Stats.GaveUp;
  State.SetComplexityN(State.range(0));
}
BENCHMARK(Flow)->RangeMultiplier(4)->Range(4, 256)->Complexity();

static void SqlParse(benchmark::State &State) {
  std::string Query = "SELECT a.id, b.total FROM accounts a JOIN sums b ON "
                      "a.id = b.id WHERE a.name = ? AND b.total > 100; UPDATE "
                      "sums SET total = total + 1 WHERE id = :id";
  sql::Piece Piece;
  Piece.Text = Query;
  for (auto _ : State)
    benchmark::DoNotOptimize(sql::parse(Piece));
}
BENCHMARK(SqlParse);

static void LoadModels(benchmark::State &State) {
  for (auto _ : State) {
    model::Model M;
    for (auto [Name, Text] : model::builtinTexts())
      llvm::cantFail(M.add({Text, Name}));
    benchmark::DoNotOptimize(M);
  }
}
BENCHMARK(LoadModels)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
