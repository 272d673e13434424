// PACKAGE: llvm-19-dev
// FLAGS: $(llvm-config-19 --cppflags)
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/ErrorOr.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <string_view>
using namespace llvm;

void same(const char *C, std::string S, StringRef R, SmallString<8> &B,
          const Twine &T) {
  StringRef A(C); // MODEL: path.same
  StringRef D(S); // MODEL: path.same
  Twine E(C); // MODEL: path.same
  Twine F(B); // MODEL: path.same
  SmallString<8> G(R); // MODEL: path.same
  A = D; // MODEL: path.same
  B = R; // MODEL: path.same
  B.assign(R); // MODEL: path.same
  R.str(); // MODEL: path.same
  R.data(); // MODEL: path.same
  std::string_view V = R; // MODEL: path.same
  T.str(); // MODEL: path.same
  B.str(); // MODEL: path.same
  B.c_str(); // MODEL: path.same
  A = B; // MODEL: path.same
  S = std::string(B); // MODEL: path.same
  T.toStringRef(B); // MODEL: path.same
  T.toNullTerminatedStringRef(B); // MODEL: path.same
  T.toVector(B); // MODEL: path.same
}

void other(const char *C, StringRef R, SmallString<8> &B, const Twine &T) {
  StringRef A(C, 3); // MODEL: fill
  Twine D(C, R); // MODEL: fill
  StringRef E; // MODEL: fill
  SmallString<8> F; // MODEL: fill
  (void)(T + T); // MODEL: path.build
  sys::path::parent_path(R); // MODEL: path.build
  sys::path::filename(R); // MODEL: path.build
  sys::path::stem(R); // MODEL: path.build
  sys::path::extension(R); // MODEL: path.build
  sys::path::root_name(R); // MODEL: path.build
  sys::path::root_directory(R); // MODEL: path.build
  sys::path::root_path(R); // MODEL: path.build
  sys::path::relative_path(R); // MODEL: path.build
  sys::path::convert_to_slash(R); // MODEL: path.build
  sys::path::remove_leading_dotslash(R); // MODEL: path.build
  T.concat(T); // MODEL: path.build
  (void)R.substr(1); // MODEL: path.build
  (void)R.slice(1, 2); // MODEL: path.build
  (void)R.drop_front(); // MODEL: path.build
  (void)R.drop_back(); // MODEL: path.build
  (void)R.take_front(); // MODEL: path.build
  (void)R.take_back(); // MODEL: path.build
  (void)R.trim(); // MODEL: path.build
  (void)R.rtrim(); // MODEL: path.build
  (void)R.ltrim(); // MODEL: path.build
  B.append(R); // MODEL: append
  B += R; // MODEL: append
  R.consume_front("x"); // MODEL: append
  R.consume_back("x"); // MODEL: append
  sys::path::append(B, "x"); // MODEL: append
  sys::path::replace_extension(B, "x"); // MODEL: append
  sys::path::remove_filename(B); // MODEL: append
  sys::path::remove_dots(B); // MODEL: append
  sys::path::native(B); // MODEL: append
  sys::path::native(T, B); // MODEL: fill
  sys::fs::make_absolute(B); // MODEL: append
  sys::fs::current_path(B); // MODEL: fill
  sys::path::home_directory(B); // MODEL: fill
  sys::path::cache_directory(B); // MODEL: fill
  sys::path::user_config_directory(B); // MODEL: fill
  sys::path::system_temp_directory(true, B); // MODEL: fill
}

void looks(StringRef R, ErrorOr<std::string> &O, Expected<std::string> &X) {
  (void)R.empty(); // MODEL: pure
  (void)R.size(); // MODEL: pure
  (void)R.starts_with("x"); // MODEL: pure
  (void)R.ends_with("x"); // MODEL: pure
  (void)R.equals_insensitive("x"); // MODEL: pure
  (void)R.compare("x"); // MODEL: pure
  (void)R.contains("x"); // MODEL: pure
  (void)R.find("x"); // MODEL: pure
  (void)R.rfind("x"); // MODEL: pure
  (void)R[0]; // MODEL: pure
  (void)R.front(); // MODEL: pure
  (void)R.back(); // MODEL: pure
  (void)(R == "x"); // MODEL: pure
  (void)(R != "x"); // MODEL: pure
  sys::path::is_absolute(R); // MODEL: pure
  sys::path::is_relative(R); // MODEL: pure
  sys::path::has_filename(R); // MODEL: pure
  sys::path::has_extension(R); // MODEL: pure
  sys::path::has_parent_path(R); // MODEL: pure
  sys::path::has_stem(R); // MODEL: pure
  sys::path::is_separator('/'); // MODEL: pure
  if (O) // MODEL: pure
    O.getError(); // MODEL: pure
  if (X) // MODEL: pure
    X.get(); // MODEL: path.same
  *X; // MODEL: path.same
  O.get(); // MODEL: path.same
  *O; // MODEL: path.same
  errs() << R; // MODEL: output
}
