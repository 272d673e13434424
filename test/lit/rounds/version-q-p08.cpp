// RUN: %tocsin %s
// STD: c++20
// REQUIRES: sqlitecpp
// Enrolment desk. Each reception PC runs its own copy against one database file.
#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>

namespace desk {

constexpr const char* kSchema =
    "CREATE TABLE IF NOT EXISTS enrolment (course TEXT, student TEXT, seat INTEGER);"
    "CREATE TABLE IF NOT EXISTS course (code TEXT PRIMARY KEY, waiting INTEGER, notes TEXT);"
    "CREATE TABLE IF NOT EXISTS badge (student TEXT PRIMARY KEY, serial INTEGER);";

enum class Outcome { kDone, kAlready, kUnknownCourse };

class Desk {
 public:
  explicit Desk(const std::string& file)
      : db_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    db_.setBusyTimeout(3000);
    db_.exec(kSchema);
  }

  Outcome Enrol(const std::string& course, const std::string& student, int seat) {
    std::lock_guard<std::mutex> guard(mu_);
    SQLite::Statement probe(db_, "SELECT COUNT(*) FROM enrolment WHERE course = ? AND student = ?");
    probe.bind(1, course);
    probe.bind(2, student);
    probe.executeStep();
    if (probe.getColumn(0).getInt() > 0) return Outcome::kAlready;

    SQLite::Statement add(db_, "INSERT INTO enrolment (course, student, seat) VALUES (?, ?, ?)");
    add.bind(1, course);
    add.bind(2, student);
    add.bind(3, seat);
    add.exec(); // EXPECT: sql-lost-update
    return Outcome::kDone;
  }

  Outcome IssueBadge(const std::string& student, int64_t serial) {
    SQLite::Statement add(db_, "INSERT OR IGNORE INTO badge (student, serial) VALUES (?, ?)");
    add.bind(1, student);
    add.bind(2, serial);
    return add.exec() == 1 ? Outcome::kDone : Outcome::kAlready;
  }

  // Adds a remark below the ones already there.
  Outcome AppendNote(const std::string& course, const std::string& remark) {
    std::lock_guard<std::mutex> guard(mu_);
    std::optional<std::string> notes = NotesOf(course);
    if (!notes) return Outcome::kUnknownCourse;
    std::string text = notes->empty() ? remark : *notes + "\n" + remark;
    SQLite::Statement put(db_, "UPDATE course SET notes = :notes WHERE code = :code");
    put.bind(":notes", text);
    put.bind(":code", course);
    put.exec(); // EXPECT: sql-lost-update
    return Outcome::kDone;
  }

  // Strikes the latest remark.
  Outcome DropLastNote(const std::string& course) {
    std::lock_guard<std::mutex> guard(mu_);
    SQLite::Transaction unit(db_, SQLite::TransactionBehavior::IMMEDIATE);
    std::optional<std::string> notes = NotesOf(course);
    if (!notes) return Outcome::kUnknownCourse;
    auto cut = notes->rfind('\n');
    std::string text = cut == std::string::npos ? std::string() : notes->substr(0, cut);
    SQLite::Statement put(db_, "UPDATE course SET notes = :notes WHERE code = :code");
    put.bind(":notes", text);
    put.bind(":code", course);
    put.exec();
    unit.commit();
    return Outcome::kDone;
  }

  Outcome JoinQueue(const std::string& course) {
    SQLite::Statement up(db_, "UPDATE course SET waiting = waiting + 1 WHERE code = ?");
    up.bind(1, course);
    return up.exec() == 1 ? Outcome::kDone : Outcome::kUnknownCourse;
  }

 private:
  std::optional<std::string> NotesOf(const std::string& course) {
    SQLite::Statement q(db_, "SELECT notes FROM course WHERE code = ?");
    q.bind(1, course);
    if (!q.executeStep()) return std::nullopt;
    return q.getColumn(0).getString();
  }

  std::mutex mu_;
  SQLite::Database db_;
};

}  // namespace desk

int main(int argc, char** argv) {
  if (argc < 5) {
    std::cerr << "usage: desk FILE COURSE STUDENT SEAT\n";
    return 2;
  }
  try {
    desk::Desk d(argv[1]);
    return d.Enrol(argv[2], argv[3], std::stoi(argv[4])) == desk::Outcome::kDone ? 0 : 1;
  } catch (const std::exception& e) {
    std::cerr << e.what() << "\n";
    return 3;
  }
}
