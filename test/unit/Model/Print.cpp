//===- Print.cpp - What `tocsin models` shows -----------------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tools.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;
using namespace tocsin::model;

namespace {

Model acme() {
  Model M;
  EXPECT_EQ("", errorsOf(M, R"(format: 1
library: acme
summary: Files
functions:
  - fn: [acme::open, acme::open64]
    role: path.use
    does: open
    args: {path: 0, flags: 1}
    success: nonneg
    means: regular
    when: [{has: [CREATE, EXCL], means: exclusive}]
    params: 2
    instead: acme::at
    cite: acme.h
  - {fn: acme::now, role: pure}
)"));
  return M;
}

template <class F> std::string printed(F Do) {
  std::string Text;
  raw_string_ostream OS(Text);
  Do(OS);
  return Text;
}

TEST(Print, ListsRowsUnderTheirLibrary) {
  Model M = acme();
  EXPECT_EQ("acme: Files (m)\n"
            "  acme::open, acme::open64 with 2 parameters: path.use open "
            "{path: 0, flags: 1}  acme.h\n"
            "  acme::now: pure\n",
            printed([&](auto &OS) { printList(M, "", OS); }));
  EXPECT_EQ("acme: Files (m)\n  acme::now: pure\n",
            printed([&](auto &OS) { printList(M, "now", OS); }));
  EXPECT_EQ("", printed([&](auto &OS) { printList(M, "none", OS); }));
}

TEST(Print, ExplainsAFunction) {
  Model M = acme();
  EXPECT_EQ("acme::open\n"
            "  path.use open: acts on a file by name; see does with 2 "
            "parameters\n"
            "    operands: path: 0, flags: 1\n"
            "    succeeded if the result is: nonneg\n"
            "    always: regular\n"
            "    if flags has CREATE, EXCL: exclusive\n"
            "    instead: acme::at\n"
            "    from m:5, which cites acme.h\n",
            printed([&](auto &OS) { explain(M, "acme::open", OS); }));
}

TEST(Print, UnknownNamesGetASuggestion) {
  Model M = acme();
  std::string Said = printed([&](auto &OS) {
    EXPECT_FALSE(explain(M, "open", OS));
    EXPECT_FALSE(explain(M, "acme::nov", OS));
  });
  EXPECT_EQ("nothing is known of 'open'; did you mean acme::open?\n"
            "nothing is known of 'acme::nov'; did you mean 'acme::now'?\n",
            Said);
}

TEST(Print, ValidatesFiles) {
  SmallString<128> Good, Bad;
  int Fd;
  ASSERT_FALSE(sys::fs::createTemporaryFile("good", "yaml", Fd, Good));
  raw_fd_ostream(Fd, true) << Head << "  - {fn: f, role: pure}\n";
  ASSERT_FALSE(sys::fs::createTemporaryFile("bad", "yaml", Fd, Bad));
  raw_fd_ostream(Fd, true) << Head << "  - {fn: f, role: pur}\n";
  Model M = acme();
  std::string Said = printed([&](auto &OS) {
    EXPECT_TRUE(validate(M, {Good.str().str()}, OS));
    EXPECT_FALSE(validate(M, {Bad.str().str(), Good.str().str()}, OS));
    EXPECT_FALSE(validate(M, {"/no/such/file"}, OS));
  });
  sys::fs::remove(Good);
  sys::fs::remove(Bad);
  std::string G = Good.str().str() + ": 1 row\n";
  EXPECT_EQ(G, Said.substr(0, G.size()));
  Said = Said.substr(G.size());
  std::string B = Bad.str().str() + ":4:19: error: unknown role 'pur'";
  EXPECT_EQ(B, Said.substr(0, B.size()));
  EXPECT_NE(std::string::npos, Said.find("\n" + G + "/no/such/file: error: "));
  EXPECT_EQ(2u, M.rows().size()); // the base is left alone
}

} // namespace
