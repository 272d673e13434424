// PACKAGE: libstdc++-12-dev
// FLAGS:
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
namespace fs = std::filesystem;

void same(const char *C, std::string S, std::string_view V, fs::path P) {
  fs::path A(C); // MODEL: path.same
  fs::path B(S); // MODEL: path.same
  fs::path D(V); // MODEL: path.same
  fs::path E(P); // MODEL: path.same
  fs::path Empty; // MODEL: fill
  fs::path F(S.begin(), S.end()); // MODEL: fill
  A = C; // MODEL: path.same
  A = S; // MODEL: path.same
  A = P; // MODEL: path.same
  A.assign(C); // MODEL: path.same
  A.assign(S.begin(), S.end()); // MODEL: fill
  fs::u8path(S); // MODEL: path.same
  P.c_str(); // MODEL: path.same
  P.native(); // MODEL: path.same
  P.string(); // MODEL: path.same
  P.wstring(); // MODEL: path.same
  P.u8string(); // MODEL: path.same
  P.u16string(); // MODEL: path.same
  P.u32string(); // MODEL: path.same
  P.generic_string(); // MODEL: path.same
  P.generic_wstring(); // MODEL: path.same
  P.generic_u8string(); // MODEL: path.same
  P.generic_u16string(); // MODEL: path.same
  P.generic_u32string(); // MODEL: path.same
  std::string T = P; // MODEL: path.same
}

void other(const char *C, fs::path P, const fs::path Q, std::error_code &EC) {
  P /= C; // MODEL: append
  P /= Q; // MODEL: append
  P += C; // MODEL: append
  P += 'x'; // MODEL: append
  P.append(C); // MODEL: append
  P.concat(C); // MODEL: append
  P.replace_filename(Q); // MODEL: append
  P.replace_extension(Q); // MODEL: append
  P.remove_filename(); // MODEL: append
  P.make_preferred(); // MODEL: append
  P.clear(); // MODEL: fill
  P / Q; // MODEL: path.build
  P / "x"; // MODEL: path.build, path.same
  P.parent_path(); // MODEL: path.build
  P.filename(); // MODEL: path.build
  P.stem(); // MODEL: path.build
  P.extension(); // MODEL: path.build
  P.root_name(); // MODEL: path.build
  P.root_directory(); // MODEL: path.build
  P.root_path(); // MODEL: path.build
  P.relative_path(); // MODEL: path.build
  P.lexically_normal(); // MODEL: path.build
  P.lexically_relative(Q); // MODEL: path.build
  P.lexically_proximate(Q); // MODEL: path.build
  fs::absolute(P); // MODEL: path.build
  fs::absolute(P, EC); // MODEL: path.build
  fs::current_path(); // MODEL: path.build
  fs::temp_directory_path(); // MODEL: path.build
}

void looks(const fs::path &P, const fs::path &Q, fs::directory_entry E) {
  (void)(P == Q); // MODEL: pure
  (void)(P < Q); // MODEL: pure
  (void)(E == E); // MODEL: pure
  (void)(fs::perms::owner_read | fs::perms::owner_write); // MODEL: pure
  P.compare(Q); // MODEL: pure
  (void)P.empty(); // MODEL: pure
  P.has_root_name(); // MODEL: pure
  P.has_root_directory(); // MODEL: pure
  P.has_root_path(); // MODEL: pure
  P.has_relative_path(); // MODEL: pure
  P.has_parent_path(); // MODEL: pure
  P.has_filename(); // MODEL: pure
  P.has_stem(); // MODEL: pure
  P.has_extension(); // MODEL: pure
  P.is_absolute(); // MODEL: pure
  P.is_relative(); // MODEL: pure
  P.begin(); // MODEL: pure
  P.end(); // MODEL: pure
  fs::hash_value(P); // MODEL: pure
  std::cerr << P; // MODEL: output
}
