// PACKAGE: libstdc++-12-dev
// FLAGS:
#include <filesystem>
namespace fs = std::filesystem;

void lists(const fs::path &P, std::error_code &EC) {
  auto O = fs::directory_options::none;
  fs::directory_iterator A(P); // MODEL: path.list
  fs::directory_iterator B(P, O); // MODEL: path.list
  fs::directory_iterator C(P, EC); // MODEL: path.list
  fs::directory_iterator D(P, O, EC); // MODEL: path.list
  fs::recursive_directory_iterator E(P); // MODEL: path.list
  fs::recursive_directory_iterator F(P, O); // MODEL: path.list
  fs::recursive_directory_iterator G(P, EC); // MODEL: path.list
  fs::recursive_directory_iterator H(P, O, EC); // MODEL: path.list
  *A; // MODEL: path.build
  A->path(); // MODEL: path.build, path.same
  *E; // MODEL: path.build
  E->path(); // MODEL: path.build, path.same
  fs::begin(A); // MODEL: path.same
  fs::end(A); // MODEL: pure
  E.depth(); // MODEL: pure
  for (const fs::directory_entry &Entry : fs::directory_iterator(P)) // MODEL: path.list, path.same, path.build, pure
    Entry.path(); // MODEL: path.same
}

const fs::path &entries(const fs::path &P, std::error_code &EC) {
  fs::directory_entry E(P); // MODEL: path.same
  fs::directory_entry F(P, EC); // MODEL: path.same
  F = E; // MODEL: path.same
  E.assign(P); // MODEL: path.same
  E.assign(P, EC); // MODEL: path.same
  E.replace_filename(P); // MODEL: append
  E.exists(); // MODEL: path.check
  E.exists(EC); // MODEL: path.check
  E.is_regular_file(); // MODEL: path.check
  E.is_directory(); // MODEL: path.check
  E.is_block_file(); // MODEL: path.check
  E.is_character_file(); // MODEL: path.check
  E.is_fifo(); // MODEL: path.check
  E.is_socket(EC); // MODEL: path.check
  E.is_other(); // MODEL: path.check
  E.is_symlink(); // MODEL: path.check
  E.file_size(); // MODEL: path.check
  E.hard_link_count(); // MODEL: path.check
  E.last_write_time(); // MODEL: path.check
  E.status(); // MODEL: path.check
  E.symlink_status(); // MODEL: path.check
  E.refresh(); // MODEL: path.check
  const fs::path &Q = E; // MODEL: path.same
  return Q;
}
