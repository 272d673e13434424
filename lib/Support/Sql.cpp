//===- Sql.cpp - What an SQL text does, as far as its words tell ----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/Sql.h"
#include "Support/SqlTokens.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tocsin::sql {

const Value *Statement::set(StringRef Column) const {
  for (const auto &[C, V] : Sets)
    if (C == Column)
      return &V;
  return nullptr;
}

bool Statement::reads(StringRef Column) const {
  return is_contained(Columns, "*") || is_contained(Words, Column);
}

bool isVersionName(StringRef Name) {
  static constexpr StringRef Last[] = {
      "version",  "revision", "rev",    "generation", "gen",
      "epoch",    "etag",     "cas",    "seqno",      "rowversion",
      "modcount", "ver",      "modseq", "row_ver",    "lock_version"};
  static constexpr StringRef Other[] = {"format", "protocol", "schema", "api",
                                        "file",   "lib",      "tls",    "http",
                                        "os",     "client",   "server", "db"};
  size_t Cut = Name.rfind('_');
  StringRef Word = Cut == StringRef::npos ? Name : Name.drop_front(Cut + 1);
  StringRef Before = Cut == StringRef::npos ? "" : Name.take_front(Cut);
  StringRef Kind = Before.drop_front(Before.rfind('_') + 1);
  return is_contained(Last, Name) ||
         (is_contained(Last, Word) && !is_contained(Other, Kind));
}

namespace {
using Range = ArrayRef<Token>;

/// One statement.
class Scan {
public:
  explicit Scan(Range Text) : Text(Text) {}

  Statement run() {
    size_t I = 0;
    if (at(0).is("with"))
      I = finalVerb();
    if (at(0).is("explain"))
      return S;
    const Token &T = at(I);
    if (T.is("select"))
      select(I + 1);
    else if (T.is("insert") || T.is("replace"))
      insert(I);
    else if (T.is("update"))
      update(I + 1);
    else if (T.is("delete"))
      remove(I + 1);
    else if (T.is("merge"))
      S.Is = Verb::Merge;
    else if (T.is("begin") || (T.is("start") && at(I + 1).is("transaction")) ||
             T.is("savepoint"))
      S.Is = Verb::Begin;
    else if (T.is("commit") || (T.is("end") && Text.size() < 4) ||
             T.is("release"))
      S.Is = Verb::Commit;
    else if (T.is("rollback") || T.is("abort"))
      S.Is = Verb::Rollback;
    return S;
  }

private:
  const Token &at(size_t I) const {
    static const Token None;
    return I < Text.size() ? Text[I] : None;
  }

  static bool closes(const Token &T) { return T.is(")"); }
  static bool opens(const Token &T) { return T.is("("); }

  /// The first token at depth 0 from `I` on that is one of these words.
  size_t find(size_t I, ArrayRef<StringRef> Words) const {
    int Depth = 0;
    for (; I < Text.size(); ++I) {
      Depth += opens(Text[I]);
      Depth -= closes(Text[I]);
      if (Depth < 0)
        return I;
      if (Depth == 0 && Text[I].Is == Token::Word &&
          is_contained(Words, StringRef(Text[I].Text)))
        return I;
      if (Depth == 0 && Text[I].is(";"))
        return I;
    }
    return Text.size();
  }

  size_t finalVerb() const {
    return find(1, {"select", "insert", "update", "delete", "merge"});
  }

  /// A table's name at `I`; leaves `I` behind it.
  std::string table(size_t &I) {
    while (at(I).is("only") || at(I).is("low_priority") || at(I).is("ignore") ||
           at(I).is("delayed"))
      ++I;
    std::string Name;
    for (;;) {
      const Token &T = at(I);
      if ((T.Is != Token::Word && T.Is != Token::Name) || !T.Inputs.empty()) {
        S.Vague = true;
        Name = "";
        if (T.Is == Token::Hole || !T.Inputs.empty())
          ++I;
        return Name;
      }
      Name = T.Text;
      ++I;
      if (!at(I).is("."))
        return Name;
      ++I;
    }
  }

  static bool isClause(const Token &T) {
    static constexpr StringRef Words[] = {
        "group", "order",     "limit",  "having", "returning", "for",
        "on",    "lock",      "union",  "offset", "window",    "except",
        "fetch", "intersect", "option", "if",     "using",     "allow"};
    return T.Is == Token::Word && is_contained(Words, StringRef(T.Text));
  }

  size_t endOfWhere(size_t I) const {
    int Depth = 0;
    for (; I < Text.size(); ++I) {
      Depth += opens(Text[I]);
      Depth -= closes(Text[I]);
      if (Depth < 0 || (Depth == 0 && (isClause(Text[I]) || Text[I].is(";"))))
        return I;
    }
    return I;
  }

  /// What follows the conditions.
  void tails(size_t I) {
    for (; I < Text.size(); ++I) {
      if ((at(I).is("for") && (at(I + 1).is("update") ||
                               at(I + 1).is("share") || at(I + 1).is("no"))) ||
          (at(I).is("lock") && at(I + 1).is("in")))
        S.ForUpdate = true;
      if (at(I).is("on") && at(I + 1).is("conflict"))
        S.Conflict = true;
      if (at(I).is("on") && at(I + 1).is("duplicate"))
        S.Conflict = S.Replaces = true;
      if (at(I).is("if") && at(I + 1).is("not"))
        S.Conflict = true;
      if (at(I).is("returning"))
        S.Returning = true;
      if (at(I).Is == Token::Hole)
        S.Vague = true;
    }
  }

  void where(size_t Begin, size_t End) {
    S.HasWhere = true;
    conditions(Text.slice(Begin, End - Begin));
    S.Ways = ways(Text.slice(Begin, End - Begin), 0);
  }

  using Alternatives = std::vector<std::vector<Condition>>;
  static constexpr unsigned MaxBrackets = 8;

  /// Parts between `Word`s outside brackets; the AND of BETWEEN is none.
  static SmallVector<Range, 4> split(Range T, StringRef Word) {
    SmallVector<Range, 4> Parts;
    size_t Begin = 0;
    int Depth = 0;
    bool Between = false;
    for (size_t I = 0; I < T.size(); ++I) {
      Depth += opens(T[I]);
      Depth -= closes(T[I]);
      if (Depth)
        continue;
      if (T[I].is("and") && std::exchange(Between, false))
        continue;
      Between |= T[I].is("between");
      if (T[I].is(Word)) {
        Parts.push_back(T.slice(Begin, I - Begin));
        Begin = I + 1;
      }
    }
    Parts.push_back(T.drop_front(Begin));
    return Parts;
  }

  Alternatives ways(Range T, unsigned Depth) {
    while (T.size() >= 2 && opens(T.front()) && matching(T, 0) == T.size() - 1)
      T = T.drop_front().drop_back();
    SmallVector<Range, 4> Any = split(T, "or");
    Alternatives R;
    if (Any.size() > 1 && Depth < MaxBrackets) {
      for (Range P : Any)
        for (auto &Way : ways(P, Depth + 1))
          R.push_back(std::move(Way));
      return R.size() <= Statement::MaxWays ? R : Alternatives();
    }
    SmallVector<Range, 4> All = split(T, "and");
    if (All.size() == 1)
      return single(T, Depth);
    R.emplace_back();
    for (Range P : All) {
      Alternatives Next,
          More = Depth < MaxBrackets ? ways(P, Depth + 1) : Alternatives{{}};
      for (const auto &L : R)
        for (const auto &M : More) {
          Next.push_back(L);
          Next.back().insert(Next.back().end(), M.begin(), M.end());
        }
      if (Next.size() > Statement::MaxWays)
        return {};
      R = std::move(Next);
    }
    return R;
  }

  Alternatives single(Range T, unsigned Depth) {
    // The rows that a sub-select finds are those that its conditions hold for.
    for (size_t I = 0; I + 2 < T.size(); ++I)
      if (T[I].is("in") && (I == 0 || !T[I - 1].is("not")) && opens(T[I + 1]) &&
          T[I + 2].is("select")) {
        Range Inner = T.slice(I + 2, matching(T, I + 1) - I - 2);
        size_t From = 0;
        while (From < Inner.size() && !Inner[From].is("where"))
          ++From;
        bool Own = false;
        for (size_t J = 0; J + 1 < From; ++J)
          Own |= Inner[J].is("from") && Inner[J + 1].Text == S.Table;
        if (!Own || From >= Inner.size() || Depth >= MaxBrackets)
          break;
        Inner = Inner.drop_front(From + 1);
        int Level = 0;
        for (size_t J = 0; J < Inner.size(); ++J) {
          Level += opens(Inner[J]);
          Level -= closes(Inner[J]);
          if (!Level && isClause(Inner[J])) {
            Inner = Inner.take_front(J);
            break;
          }
        }
        return ways(Inner, Depth + 1);
      }
    if (std::optional<Condition> C = computed(T))
      return {{*C}};
    if (std::optional<Condition> C = read(T))
      return {{*C}};
    return {{}};
  }

  /// `now() - created > 30`, `datetime(created) < ?`: a comparison of what is
  /// computed from one column, with that column on the left.
  static std::optional<Condition> computed(Range T) {
    size_t At = T.size();
    int Depth = 0;
    for (size_t I = 0; I < T.size(); ++I) {
      Depth += opens(T[I]);
      Depth -= closes(T[I]);
      if (!Depth && T[I].Is == Token::Symbol &&
          (T[I].is("<") || T[I].is("<=") || T[I].is(">") || T[I].is(">="))) {
        if (At != T.size())
          return std::nullopt;
        At = I;
      }
    }
    if (At == T.size())
      return std::nullopt;
    Condition C;
    bool Less = StringRef(T[At].Text).starts_with("<");
    bool Taken = false; // subtracted, or moved over from the right
    for (size_t I = 0; I < T.size(); ++I) {
      bool Call = I + 1 < T.size() && opens(T[I + 1]);
      if (!names(T[I]) || Call || isUnit(T[I].Text) ||
          (T[I].Is == Token::Word && isKeyword(T[I].Text)) ||
          (I + 1 < T.size() && T[I + 1].is(".")))
        continue;
      if (!C.Column.empty() && C.Column != T[I].Text)
        return std::nullopt;
      C.Column = T[I].Text;
      // Back over the functions and brackets that it stands in.
      size_t J = I;
      if (J >= 2 && T[J - 1].is("."))
        J -= 2;
      bool Difference = false;
      while (J > 0 && (opens(T[J - 1]) || (names(T[J - 1]) && opens(T[J])))) {
        --J;
        StringRef F = T[J].Text;
        Difference |= F == "age";
      }
      Taken = (J > 0 && T[J - 1].is("-")) != Difference;
      for (size_t K = 0; K < I; ++K)
        if (names(T[K]) && StringRef(T[K].Text).contains("diff"))
          Taken = true;
      if (I > At)
        Taken = !Taken;
    }
    if (C.Column.empty())
      return std::nullopt;
    C.Op = Less != Taken ? "<" : ">";
    C.Right.Is = Value::Unknown;
    return C;
  }

  static bool isUnit(StringRef W) {
    static constexpr StringRef Units[] = {
        "second", "minute",  "hour",    "day",   "week", "month",
        "year",   "seconds", "minutes", "hours", "days", "weeks",
        "months", "years",   "epoch",   "from",  "at",   "zone"};
    return is_contained(Units, W);
  }

  /// Conditions joined by AND; brackets around the whole are taken off.
  void conditions(Range T) {
    while (T.size() >= 2 && opens(T.front()) && matching(T, 0) == T.size() - 1)
      T = T.drop_front().drop_back();
    size_t Begin = 0;
    int Depth = 0;
    bool Between = false;
    SmallVector<Range, 4> Parts;
    for (size_t I = 0; I < T.size(); ++I) {
      Depth += opens(T[I]);
      Depth -= closes(T[I]);
      if (Depth)
        continue;
      if (T[I].is("or")) {
        S.Alternatives = true;
        return;
      }
      if (T[I].is("between"))
        Between = true;
      if (T[I].is("and")) {
        if (Between) {
          Between = false;
          continue;
        }
        Parts.push_back(T.slice(Begin, I - Begin));
        Begin = I + 1;
      }
    }
    Parts.push_back(T.drop_front(Begin));
    for (Range P : Parts)
      if (Parts.size() > 1 && !P.empty() && opens(P.front()) &&
          matching(P, 0) == P.size() - 1)
        conditions(P);
      else if (std::optional<Condition> C = read(P))
        S.Where.push_back(std::move(*C));
  }

  static size_t matching(Range T, size_t I) {
    int Depth = 0;
    for (; I < T.size(); ++I) {
      Depth += opens(T[I]);
      Depth -= closes(T[I]);
      if (!Depth)
        return I;
    }
    return T.size();
  }

  static bool names(const Token &T) {
    return (T.Is == Token::Word || T.Is == Token::Name) && T.Inputs.empty();
  }

  std::optional<Condition> read(Range T) {
    if (T.size() == 1 && T[0].Is == Token::Hole) {
      S.Vague = true; // the condition itself is a value of the program
      return std::nullopt;
    }
    Condition C;
    size_t I = 0;
    // `? = column` reads as `column = ?`.
    bool Turned = T.size() >= 3 && !names(T[0]) && T[1].Is == Token::Symbol &&
                  names(T.back());
    if (Turned) {
      C.Column = T.back().Text;
      C.Op = T[1].Text;
      C.Right = value(T.take_front(1), C.Column);
    } else {
      while (I < T.size() && names(T[I])) {
        C.Column = T[I].Text;
        if (I + 1 < T.size() && T[I + 1].is("."))
          I += 2;
        else
          break;
      }
      if (C.Column.empty() || ++I >= T.size())
        return std::nullopt;
      C.Op = T[I].Text;
      if (T[I].Is != Token::Symbol && T[I].Is != Token::Word)
        return std::nullopt;
      if (C.Op == "==")
        C.Op = "=";
      if (C.Op == "is" && I + 1 < T.size() && !T[I + 1].is("not") &&
          !T[I + 1].is("null"))
        C.Op = "=";
      if (C.Op == "(")
        return std::nullopt; // a function of the column
      C.Right = value(T.drop_front(I + 1), C.Column);
    }
    return C;
  }

  /// The value of an expression that is assigned to or compared with `Column`.
  static Value value(Range T, StringRef Column) {
    Value V;
    while (T.size() >= 2 && opens(T.front()) && matching(T, 0) == T.size() - 1)
      T = T.drop_front().drop_back();
    bool Self = false, Query = false, Name = false;
    for (size_t I = 0; I < T.size(); ++I) {
      V.Inputs.append(T[I].Inputs.begin(), T[I].Inputs.end());
      if (T[I].is("select"))
        Query = true;
      bool Call = I + 1 < T.size() && opens(T[I + 1]);
      if (names(T[I]) && !Call) {
        if (StringRef(T[I].Text) == Column)
          Self = true;
        else if (T[I].Is == Token::Word && !isKeyword(T[I].Text))
          Name = true;
      }
    }
    if (T.size() == 1 && T[0].Is != Token::Word)
      V.Text = T[0].Text;
    V.Plain = T.size() == 1 && V.Inputs.size() == 1 && V.Text.empty();
    if (Query)
      V.Is = Value::Query;
    else if (Self)
      V.Is = Value::Self;
    else if (!V.Inputs.empty())
      V.Is = Value::Outside;
    else if (Name)
      V.Is = Value::Query;
    else
      V.Is = Value::Constant;
    if (V.Is == Value::Constant)
      for (const Token &X : T)
        if (T.size() > 1 || X.Is == Token::Word)
          V.Text += X.Text;
    return V;
  }

  static bool isKeyword(StringRef W) {
    static constexpr StringRef Words[] = {
        "null",    "true",     "false",   "now",  "current_timestamp",
        "default", "as",       "case",    "when", "then",
        "else",    "end",      "and",     "or",   "not",
        "is",      "interval", "integer", "int",  "text",
        "collate"};
    return is_contained(Words, W);
  }

  void select(size_t I) {
    S.Is = Verb::Select;
    size_t From = find(I, {"from"});
    // What is selected.
    int Depth = 0;
    std::string Last;
    for (size_t J = I; J < From; ++J) {
      Depth += opens(Text[J]);
      Depth -= closes(Text[J]);
      if (Text[J].is("*") && (J == I || at(J - 1).is(",") || at(J - 1).is(".")))
        Last = "*";
      else if (names(Text[J]) && !opens(at(J + 1))) {
        S.Words.push_back(Text[J].Text);
        if (!at(J - 1).is("as") && (Last.empty() || at(J - 1).is(".")))
          Last = Text[J].Text;
      }
      if (Text[J].Is == Token::Hole)
        S.Words.push_back("?");
      if (Depth == 0 && Text[J].is(",")) {
        S.Columns.push_back(Last);
        Last.clear();
      }
    }
    S.Columns.push_back(Last);
    if (From >= Text.size() || !Text[From].is("from"))
      return;
    I = From + 1;
    if (opens(at(I))) {
      S.Vague = true;
      return;
    }
    S.Table = table(I);
    size_t Where = find(I, {"where"});
    size_t Stop = Where < Text.size() ? Where : endOfWhere(I);
    for (size_t J = I; J < Stop; ++J)
      S.Joined |= Text[J].is(",") || Text[J].is("join");
    if (at(Where).is("where")) {
      size_t End = endOfWhere(Where + 1);
      where(Where + 1, End);
      tails(End);
    } else {
      tails(I);
    }
  }

  void assignments(size_t I, size_t End) {
    while (I < End) {
      std::string Column;
      while (I < End && names(Text[I])) {
        Column = Text[I++].Text;
        if (!at(I).is("."))
          break;
        ++I;
      }
      if (Column.empty() || !at(I).is("=")) {
        S.Vague |= Column.empty();
        return;
      }
      size_t Begin = ++I;
      int Depth = 0;
      for (; I < End && (Depth || !Text[I].is(",")); ++I) {
        Depth += opens(Text[I]);
        Depth -= closes(Text[I]);
      }
      S.Sets.push_back({Column, value(Text.slice(Begin, I - Begin), Column)});
      ++I;
    }
  }

  void update(size_t I) {
    S.Is = Verb::Update;
    if (at(I).is("or"))
      I += 2;
    S.Table = table(I);
    size_t Set = find(I, {"set"});
    if (!at(Set).is("set")) {
      S.Vague = true;
      return;
    }
    size_t From =
        find(Set + 1, {"from", "where", "returning", "limit", "if", "order"});
    assignments(Set + 1, std::min(From, Text.size()));
    S.Joined = at(From).is("from");
    rest(From);
  }

  void rest(size_t I) {
    size_t Where = find(I, {"where"});
    if (!at(Where).is("where")) {
      tails(I);
      return;
    }
    size_t End = endOfWhere(Where + 1);
    where(Where + 1, End);
    if (at(End).is("if") && !at(End + 1).is("exists")) {
      S.Conditional = true;
      conditions(Text.drop_front(End + 1));
      return;
    }
    tails(End);
  }

  void remove(size_t I) {
    S.Is = Verb::Delete;
    if (at(I).is("from"))
      ++I;
    S.Table = table(I);
    rest(I);
  }

  void insert(size_t I) {
    S.Is = at(I).is("replace") ? Verb::Replace : Verb::Insert;
    for (++I; I < Text.size() && !at(I).is("into"); ++I) {
      if (at(I).is("ignore") || at(I).is("nothing"))
        S.Conflict = true;
      else if (at(I).is("replace"))
        S.Is = Verb::Replace;
      else if (at(I).is("or") || at(I).is("abort") || at(I).is("fail") ||
               at(I).is("rollback") || at(I).is("low_priority") ||
               at(I).is("high_priority"))
        continue;
      else
        break; // MySQL leaves INTO out
    }
    if (at(I).is("into"))
      ++I;
    S.Table = table(I);
    std::vector<std::string> Names;
    if (opens(at(I))) {
      size_t Close = matching(Text.drop_front(I), 0) + I;
      for (size_t J = I + 1; J < Close; ++J)
        if (names(Text[J]))
          Names.push_back(Text[J].Text);
        else if (Text[J].Is == Token::Hole)
          S.Vague = true;
      I = Close + 1;
    }
    size_t Values = find(I, {"values", "value", "select", "set", "default"});
    if (at(Values).is("select")) {
      S.FromQuery = true;
      tails(Values);
      return;
    }
    if (at(Values).is("set")) {
      size_t End = endOfWhere(Values + 1);
      assignments(Values + 1, End);
      tails(End);
      return;
    }
    I = Values + 1;
    if (!opens(at(I))) {
      S.Vague = true;
      return;
    }
    size_t Close = matching(Text.drop_front(I), 0) + I, N = 0;
    int Depth = 0;
    size_t Begin = I + 1;
    for (size_t J = I + 1; J <= Close && J < Text.size(); ++J) {
      if (J == Close || (Depth == 0 && Text[J].is(","))) {
        std::string Column = N < Names.size() ? Names[N] : "";
        S.Sets.push_back({Column, value(Text.slice(Begin, J - Begin), Column)});
        ++N;
        Begin = J + 1;
        continue;
      }
      Depth += opens(Text[J]);
      Depth -= closes(Text[J]);
    }
    tails(Close + 1);
  }

  Range Text;
  Statement S;
};
} // namespace

std::vector<Statement> parse(ArrayRef<Piece> Text) {
  std::vector<Token> Tokens = tokenize(Text);
  std::vector<Statement> All;
  size_t Begin = 0;
  int Depth = 0;
  for (size_t I = 0; I < Tokens.size(); ++I) {
    Depth += Tokens[I].is("(");
    Depth -= Tokens[I].is(")");
    bool End = Tokens[I].Is == Token::End;
    if (!End && !(Depth <= 0 && Tokens[I].is(";")))
      continue;
    if (I > Begin)
      All.push_back(Scan(ArrayRef(Tokens).slice(Begin, I - Begin)).run());
    Begin = I + 1;
  }
  return All;
}

} // namespace tocsin::sql
