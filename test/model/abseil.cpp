// PACKAGE: libabsl-dev
// FLAGS:
#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>
#include <absl/strings/substitute.h>
#include <string>
#include <vector>

void texts(std::string S, const std::vector<std::string> &L) {
  absl::StrCat(S, "/x"); // MODEL: path.build, path.same
  absl::StrFormat("%s/x", S); // MODEL: path.build
  absl::Substitute("$0/x", S); // MODEL: path.build
  absl::StrJoin(L, "/"); // MODEL: path.build
  absl::StrAppend(&S, "/x"); // MODEL: append
  absl::StartsWith(S, "x"); // MODEL: pure
  absl::EndsWith(S, "x"); // MODEL: pure
  absl::StrContains(S, "x"); // MODEL: pure
}
