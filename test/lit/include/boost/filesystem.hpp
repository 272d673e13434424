//===- filesystem.hpp - The few Boost names that the tests need -----------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declarations only, so that no Boost needs to be installed. A test that wants
// the installed one says so (REAL_BOOST).
//
//===----------------------------------------------------------------------===//

#ifdef REAL_BOOST
#include_next <boost/filesystem.hpp>
#else
#ifndef TOCSIN_TEST_BOOST_FILESYSTEM_HPP
#define TOCSIN_TEST_BOOST_FILESYSTEM_HPP

#include <cstdint>
#include <ctime>
#include <fstream>
#include <string>

namespace boost::system {
class error_code {
public:
  error_code();
  explicit operator bool() const;
  std::string message() const;
};
} // namespace boost::system

namespace boost::filesystem {
class path {
public:
  path();
  path(const char *);
  path(const std::string &);
  path(const path &);
  path &operator=(const path &);
  ~path();
  path filename() const;
  const char *c_str() const;
  const std::string &string() const;
};
path operator/(const path &, const path &);
std::ostream &operator<<(std::ostream &, const path &);

bool exists(const path &);
bool is_directory(const path &);
bool is_regular_file(const path &);
bool create_directory(const path &);
bool create_directories(const path &);
bool remove(const path &);
std::uintmax_t remove_all(const path &, system::error_code &);
std::time_t last_write_time(const path &, system::error_code &);
void rename(const path &, const path &);
path canonical(const path &);
path unique_path(const path & = "%%%%-%%%%-%%%%-%%%%");

class directory_entry {
public:
  const filesystem::path &path() const;
};
class directory_iterator {
public:
  directory_iterator();
  directory_iterator(const path &, system::error_code &);
  directory_iterator(const directory_iterator &);
  ~directory_iterator();
  directory_iterator &increment(system::error_code &);
  const directory_entry *operator->() const;
  bool operator!=(const directory_iterator &) const;
};

template <class Char> class basic_ofstream : public std::basic_ofstream<Char> {
public:
  basic_ofstream();
  explicit basic_ofstream(const path &);
  void open(const path &);
};
typedef basic_ofstream<char> ofstream;

template <class Char> class basic_ifstream : public std::basic_ifstream<Char> {
public:
  basic_ifstream();
  explicit basic_ifstream(const path &);
  void open(const path &);
};
typedef basic_ifstream<char> ifstream;
} // namespace boost::filesystem

#endif // TOCSIN_TEST_BOOST_FILESYSTEM_HPP
#endif // REAL_BOOST
