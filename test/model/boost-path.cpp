// PACKAGE: libboost-iostreams-dev
// FLAGS:
#include <boost/filesystem.hpp>
#include <boost/filesystem/convenience.hpp>
#include <boost/filesystem/fstream.hpp>
#include <boost/interprocess/sync/file_lock.hpp>
#include <boost/iostreams/device/mapped_file.hpp>
#include <iostream>
#include <string>
namespace fs = boost::filesystem;

void same(const char *C, const std::string &S, const std::wstring &W,
          fs::path P) {
  fs::path A(C); // MODEL: path.same
  fs::path B(S); // MODEL: path.same
  fs::path D(P); // MODEL: path.same
  fs::path E("x"); // MODEL: path.same
  fs::path F(W); // MODEL: path.same
  A = C; // MODEL: path.same
  A = S; // MODEL: path.same
  A = P; // MODEL: path.same
  P.c_str(); // MODEL: path.same
  P.native(); // MODEL: path.same
  P.string(); // MODEL: path.same
  P.wstring(); // MODEL: path.same
  P.generic_string(); // MODEL: path.same
  P.generic_wstring(); // MODEL: path.same
  P.generic_path(); // MODEL: path.same
}

void other(const char *C, std::string S, fs::path P, const fs::path Q) {
  fs::path Empty; // MODEL: fill
  P.clear(); // MODEL: fill
  P.assign(S.begin(), S.end()); // MODEL: fill
  P /= C; // MODEL: append
  P /= Q; // MODEL: append
  P += C; // MODEL: append
  P.append(C); // MODEL: append
  P.concat(S.begin(), S.end()); // MODEL: append
  P.replace_extension(Q); // MODEL: append
  P.remove_filename(); // MODEL: append
  P.remove_trailing_separator(); // MODEL: append
  P.make_preferred(); // MODEL: append
  P.normalize(); // MODEL: append
  P / Q; // MODEL: path.build
  P / "x"; // MODEL: path.build, path.same
  P.parent_path(); // MODEL: path.build
  P.branch_path(); // MODEL: path.build
  P.filename(); // MODEL: path.build
  P.leaf(); // MODEL: path.build
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
  fs::system_complete(P); // MODEL: path.build
  fs::complete(P); // MODEL: path.build
  fs::current_path(); // MODEL: path.build
  fs::temp_directory_path(); // MODEL: path.build
  fs::initial_path(); // MODEL: path.build
  fs::basename(P); // MODEL: path.build
  fs::extension(P); // MODEL: path.build
  fs::change_extension(P, Q); // MODEL: path.build
}

void looks(const fs::path &P, const fs::path &Q, fs::file_status S,
           boost::system::error_code EC) {
  (void)(P == Q); // MODEL: pure
  (void)(P != Q); // MODEL: pure
  (void)(P < Q); // MODEL: pure
  P.compare(Q); // MODEL: pure
  (void)P.empty(); // MODEL: pure
  P.size(); // MODEL: pure
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
  S.type(); // MODEL: pure
  S.permissions(); // MODEL: pure
  (void)(fs::owner_read | fs::owner_write); // MODEL: pure
  std::cerr << P; // MODEL: output
  if (EC) // MODEL: pure
    EC.clear(); // MODEL: fill
  EC.failed(); // MODEL: pure
  EC.value(); // MODEL: pure
  EC.message(); // MODEL: pure
  EC.category(); // MODEL: pure
  (void)(EC == EC); // MODEL: pure
  (void)(EC != EC); // MODEL: pure
}

void streams(const fs::path &P, const std::string &S) {
  fs::ofstream A(P); // MODEL: path.use
  fs::ofstream B(P, std::ios::app); // MODEL: path.use
  fs::ifstream C(P); // MODEL: path.use
  fs::fstream D(P); // MODEL: path.use
  fs::fstream E(P, std::ios::in); // MODEL: path.use
  fs::filebuf F;
  A.open(P); // MODEL: path.use
  A.open(P, std::ios::trunc); // MODEL: path.use
  C.open(P); // MODEL: path.use
  D.open(P); // MODEL: path.use
  D.open(P, std::ios::in); // MODEL: path.use
  F.open(P, std::ios::in); // MODEL: path.use
  boost::iostreams::mapped_file_source G(S); // MODEL: path.use
  boost::iostreams::mapped_file H(S, boost::iostreams::mapped_file::readwrite); // MODEL: path.use
  boost::iostreams::mapped_file_sink I(S); // MODEL: path.use
  G.open(S); // MODEL: path.use
  H.open(S, boost::iostreams::mapped_file::readonly); // MODEL: path.use
  I.open(S); // MODEL: path.use
  G.is_open(); // MODEL: pure
  H.is_open(); // MODEL: pure
}

void locks(const char *C) {
  boost::interprocess::file_lock L(C); // MODEL: path.use
  L.lock(); // MODEL: lock.acquire
  L.try_lock(); // MODEL: lock.acquire
  L.timed_lock(boost::posix_time::ptime()); // MODEL: lock.acquire
  L.lock_sharable(); // MODEL: lock.acquire
  L.try_lock_sharable(); // MODEL: lock.acquire
  L.unlock(); // MODEL: lock.release
  L.unlock_sharable(); // MODEL: lock.release
}
