//===- RandomUnits.cpp - Random programs of files and names ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Values stay inside their block and travel through variables, so every text
// is a valid unit whatever the edges are; loops of any shape come out of it.
//
//===----------------------------------------------------------------------===//

#include "Tools.h"
#include <random>
#include <set>

namespace tocsin::test {

namespace {

constexpr unsigned UnitCount = 3, HeaderFunctions = 4;

class Writer {
public:
  Writer(std::mt19937 &Rng, unsigned Functions, unsigned MaxBlocks)
      : Rng(Rng), Functions(Functions), MaxBlocks(MaxBlocks) {}

  /// The functions of unit `U`: every third of all.
  std::string unit(unsigned U) {
    Line = 1;
    for (unsigned I = U; I < Functions; I += UnitCount)
      function(name(I), isStatic(I) ? " internal" : "");
    std::string Declared;
    for (unsigned I : Called)
      if (I % UnitCount != U)
        Declared += "func @" + name(I) + Parameters + "\n";
    Called.clear();
    return Declared + std::move(Out);
  }

  std::string header() {
    Line = 1;
    File = "1:";
    for (unsigned I = 0; I < HeaderFunctions; ++I)
      function("h" + std::to_string(I), "");
    File = "";
    Called.clear();
    return "file 1 \"/src/files.h\"\n" + std::move(Out);
  }

private:
  static constexpr const char *Parameters =
      "(p: ptr<const char>, q: ptr<char>, n: int) -> int";

  unsigned pick(unsigned N) { return Rng() % N; }
  StringRef pick(std::initializer_list<const char *> L) {
    return L.begin()[pick(L.size())];
  }
  bool isStatic(unsigned I) const { return I % 5 == 0; }
  /// Internal functions of the units share their names.
  std::string name(unsigned I) const {
    return (isStatic(I) ? "s" : "r") +
           std::to_string(isStatic(I) ? I / UnitCount : I);
  }

  void line(const llvm::Twine &T) {
    Out += T.str() + " !" + File + std::to_string(Line++) + ":3\n";
  }
  std::string value(const llvm::Twine &T) {
    std::string V = "%v" + std::to_string(Value++);
    line(V + " = " + T);
    return V;
  }
  std::string number() {
    return pick(2) ? value("load n") : value("const " + pick({"0", "1", "8"}));
  }
  std::string text() {
    switch (pick(5)) {
    case 0:
      return value("str \"/srv/" + pick({"a", "b", "c"}) + "\"");
    case 1:
      return value("addr buf");
    default:
      return value("load " + pick({"p", "q", "a", "b", "@conf"}));
    }
  }
  std::string result(const llvm::Twine &Call) {
    std::string V = value(Call);
    if (pick(2))
      line("store v, " + V);
    return V;
  }

  void statement() {
    switch (pick(14)) {
    case 0:
      line("store " + pick({"p", "a", "b", "@conf"}) + ", " + text());
      return;
    case 1:
    case 2:
    case 3: {
      std::string T = text();
      result("call @access(" + T + ", " + number() + ")");
      return;
    }
    case 4: {
      std::string T = text(), St = value("addr st");
      result("call @stat(" + T + ", " + St + ")");
      return;
    }
    case 5:
      result("call @unlink(" + text() + ")");
      return;
    case 6:
    case 7: {
      std::string T = text(), N = value("load st.st_mode");
      result("call @" + pick({"chmod", "mkdir"}) + "(" + T + ", " + N + ")");
      return;
    }
    case 8: {
      std::string T = text();
      std::string N = value("const " + pick({"0 \"O_RDONLY\"", "577", "193"}));
      result("call @open(" + T + ", " + N + ")");
      return;
    }
    case 9: {
      std::string To = value("addr buf"), T = text();
      line("call @" + pick({"strcpy", "strcat"}) + "(" + To + ", " + T + ")");
      return;
    }
    case 10: {
      std::string To = value("addr buf"), N = value("const 64");
      std::string Form = value("str \"%s/x\""), T = text();
      line("call @snprintf(" + To + ", " + N + ", " + Form + ", " + T + ")");
      return;
    }
    case 11:
      other();
      return;
    default:
      own();
      return;
    }
  }

  void other() {
    switch (pick(5)) {
    case 0:
      line("call @change(" + value("addr buf") + ")");
      return;
    case 1:
      line("store buf[" + number() + "], " + value("const 0"));
      return;
    case 2: {
      std::string N = number();
      line("call @flock(" + N + ", " + value("const " + pick({"2", "8"})) +
           ")");
      return;
    }
    case 3:
      line("rmw add v, " + number());
      return;
    default:
      line("call @change(" + value("load q") + ")");
      return;
    }
  }

  /// A call of another random function, of the header's or of any unit's.
  void own() {
    unsigned I = pick(Functions);
    std::string Callee = name(I);
    if (!File.empty() || pick(6) == 0)
      Callee = "h" + std::to_string(pick(HeaderFunctions));
    else if (isStatic(I) && I % UnitCount != Unit)
      return;
    else
      Called.insert(I);
    std::string P = text(), Q = value("load q"), N = number();
    result("call @" + Callee + "(" + P + ", " + Q + ", " + N + ")");
  }

  void function(const std::string &Name, StringRef Linkage) {
    Value = 0;
    std::string At = " !" + File + std::to_string(Line++) + ":1";
    Out += "func @" + Name + Parameters + At + Linkage.str() + " {\n";
    Out += "local a: ptr<const char>\nlocal b: ptr<const char>\n"
           "local buf: arr<char>\nlocal st: rec stat\nlocal v: int\n";
    unsigned Blocks = 1 + pick(MaxBlocks);
    auto Target = [&] {
      unsigned B = pick(Blocks + 1);
      return B == Blocks ? std::string("exit") : "b" + std::to_string(B);
    };
    for (unsigned B = 0; B < Blocks; ++B) {
      Out += "b" + std::to_string(B) + ":\n";
      for (unsigned I = pick(5); I > 0; --I)
        statement();
      std::string V = value("load v");
      switch (pick(6)) {
      case 0:
        line("return " + V);
        Out += "-> exit\n";
        break;
      case 1:
        Out += "-> " + Target() + "\n";
        break;
      case 2:
        Out += "-> " + V + " ? case 0 " + Target() + ", case -9..-1 " +
               Target() + ", default " + Target() + "\n";
        break;
      default:
        Out += "-> " + V + " ? true " + Target() + ", false " + Target() + "\n";
      }
    }
    Out += "exit:\n}\n";
  }

public:
  unsigned Unit = 0;

private:
  std::mt19937 &Rng;
  unsigned Functions, MaxBlocks;
  std::string Out, File;
  std::set<unsigned> Called;
  unsigned Line = 1, Value = 0;
};

} // namespace

Units randomUnits(unsigned Seed, unsigned Functions, unsigned MaxBlocks) {
  std::mt19937 Rng(Seed);
  Writer W(Rng, Functions, MaxBlocks);
  std::string Header = "global @conf: ptr<const char>\n" + W.header();
  Units R;
  for (unsigned U = 0; U < UnitCount; ++U) {
    W.Unit = U;
    R.push_back(unitOf(Header + W.unit(U),
                       "/src/" + std::string(1, char('a' + U)) + ".c"));
  }
  return R;
}

} // namespace tocsin::test
