// PACKAGE: libboost-filesystem-dev
// FLAGS:
#include <boost/filesystem.hpp>
namespace fs = boost::filesystem;

void checks(const fs::path &P, const fs::path &Q, boost::system::error_code &EC) {
  fs::exists(P); // MODEL: path.check
  fs::exists(P, EC); // MODEL: path.check
  fs::is_regular_file(P); // MODEL: path.check
  fs::is_regular_file(P, EC); // MODEL: path.check
  fs::is_directory(P); // MODEL: path.check
  fs::is_directory(P, EC); // MODEL: path.check
  fs::is_regular(P); // MODEL: path.check
  fs::is_regular(P, EC); // MODEL: path.check
  fs::is_other(P); // MODEL: path.check
  fs::is_other(P, EC); // MODEL: path.check
  fs::is_symlink(P); // MODEL: path.check
  fs::is_symlink(P, EC); // MODEL: path.check
  fs::is_empty(P); // MODEL: path.check
  fs::is_empty(P, EC); // MODEL: path.check
  fs::file_size(P); // MODEL: path.check
  fs::file_size(P, EC); // MODEL: path.check
  fs::hard_link_count(P); // MODEL: path.check
  fs::hard_link_count(P, EC); // MODEL: path.check
  fs::last_write_time(P); // MODEL: path.check
  fs::last_write_time(P, EC); // MODEL: path.check
  fs::status(P); // MODEL: path.check
  fs::status(P, EC); // MODEL: path.check
  fs::symlink_status(P); // MODEL: path.check
  fs::symlink_status(P, EC); // MODEL: path.check
  fs::space(P); // MODEL: path.check
  fs::space(P, EC); // MODEL: path.check
  fs::equivalent(P, Q); // MODEL: path.check
  fs::equivalent(P, Q, EC); // MODEL: path.check
}

void earlierStatus(fs::file_status S) {
  fs::exists(S); // MODEL: pure
  fs::is_regular_file(S); // MODEL: pure
  fs::is_directory(S); // MODEL: pure
  fs::is_symlink(S); // MODEL: pure
  fs::is_other(S); // MODEL: pure
  fs::status_known(S); // MODEL: pure
  fs::type_present(S); // MODEL: pure
}

void names(const fs::path &P, const fs::path &Q, boost::system::error_code &EC) {
  fs::canonical(P); // MODEL: path.resolve
  fs::canonical(P, EC); // MODEL: path.resolve
  fs::weakly_canonical(P); // MODEL: path.resolve
  fs::weakly_canonical(P, EC); // MODEL: path.resolve
  fs::canonical(P, Q); // MODEL: path.resolve
  fs::canonical(P, Q, EC); // MODEL: path.resolve
  fs::read_symlink(P); // MODEL: path.resolve
  fs::read_symlink(P, EC); // MODEL: path.resolve
  fs::relative(P, Q); // MODEL: path.resolve
  fs::relative(P, EC); // MODEL: path.resolve
  fs::relative(P, Q, EC); // MODEL: path.resolve
}

void acts(const fs::path &P, const fs::path &Q, boost::system::error_code &EC) {
  fs::create_directory(P); // MODEL: path.use
  fs::create_directory(P, EC); // MODEL: path.use
  fs::create_directory(P, Q); // MODEL: path.use
  fs::create_directory(P, Q, EC); // MODEL: path.use
  fs::create_directories(P); // MODEL: path.use
  fs::create_directories(P, EC); // MODEL: path.use
  fs::create_symlink(Q, P); // MODEL: path.use
  fs::create_symlink(Q, P, EC); // MODEL: path.use
  fs::create_directory_symlink(Q, P); // MODEL: path.use
  fs::create_directory_symlink(Q, P, EC); // MODEL: path.use
  fs::create_hard_link(Q, P); // MODEL: path.use
  fs::create_hard_link(Q, P, EC); // MODEL: path.use
  fs::remove(P); // MODEL: path.use
  fs::remove(P, EC); // MODEL: path.use
  fs::remove_all(P); // MODEL: path.use
  fs::remove_all(P, EC); // MODEL: path.use
  fs::rename(P, Q); // MODEL: path.use
  fs::rename(P, Q, EC); // MODEL: path.use
  fs::copy(P, Q); // MODEL: path.use
  fs::copy(P, Q, EC); // MODEL: path.use
  fs::copy(P, Q, fs::copy_options::recursive); // MODEL: path.use
  fs::copy(P, Q, fs::copy_options::recursive, EC); // MODEL: path.use
  fs::copy_file(P, Q); // MODEL: path.use
  fs::copy_file(P, Q, EC); // MODEL: path.use
  fs::copy_file(P, Q, fs::copy_options::overwrite_existing); // MODEL: path.use
  fs::copy_file(P, Q, fs::copy_options::skip_existing, EC); // MODEL: path.use
  fs::copy_directory(P, Q); // MODEL: path.use
  fs::copy_directory(P, Q, EC); // MODEL: path.use
  fs::copy_symlink(P, Q); // MODEL: path.use
  fs::copy_symlink(P, Q, EC); // MODEL: path.use
  fs::permissions(P, fs::owner_all); // MODEL: path.use
  fs::permissions(P, fs::owner_all, EC); // MODEL: path.use
  fs::resize_file(P, 0); // MODEL: path.use
  fs::resize_file(P, 0, EC); // MODEL: path.use
  fs::last_write_time(P, std::time_t(0)); // MODEL: path.use
  fs::last_write_time(P, std::time_t(0), EC); // MODEL: path.use
  fs::current_path(P); // MODEL: path.use
  fs::current_path(P, EC); // MODEL: path.use
}

void names() {
  fs::unique_path(); // MODEL: path.temp
}

const fs::path &directories(const fs::path &P, boost::system::error_code &EC) {
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
  E->path(); // MODEL: path.build, path.same
  fs::begin(A); // MODEL: path.same
  fs::end(A); // MODEL: pure
  fs::directory_entry I(P); // MODEL: path.same
  fs::directory_entry J;
  J = I; // MODEL: path.same
  J.assign(P); // MODEL: path.same
  J.path(); // MODEL: path.same
  J.status(); // MODEL: path.check
  J.symlink_status(); // MODEL: path.check
  fs::exists(J); // MODEL: path.check
  fs::is_regular_file(J); // MODEL: path.check
  fs::is_other(J); // MODEL: path.check
  fs::is_directory(J); // MODEL: path.check
  fs::is_symlink(J); // MODEL: path.check
  const fs::path &Q = J; // MODEL: path.same
  return Q;
}
