// RUN: %tocsin %s
// REQUIRES: stores, soci
// STD: c++20
// Clinic appointments and invoices through SOCI on PostgreSQL; one session per request.
#include <soci/soci.h>

#include <iostream>
#include <optional>
#include <string>

namespace clinic {

using soci::into;
using soci::session;
using soci::use;

struct Slot {
  int id = 0;
  int seats = 0;
  int version = 0;
  std::string state;
};

class Appointments {
 public:
  explicit Appointments(soci::connection_pool& pool) : pool_(pool) {}

  bool book(int slot_id) {
    session sql(pool_);
    int seats = 0;
    sql << "SELECT seats FROM slot WHERE id = :id", into(seats), use(slot_id);
    if (!sql.got_data() || seats <= 0) return false;
    const int left = seats - 1;
    sql << "UPDATE slot SET seats = :seats WHERE id = :id", use(left), use(slot_id); // EXPECT: sql-lost-update
    return true;
  }

  bool cancel(int slot_id) {
    session sql(pool_);
    sql << "UPDATE slot SET seats = seats + 1 WHERE id = :id", use(slot_id);
    return true;
  }

  std::optional<Slot> load(int slot_id) {
    session sql(pool_);
    Slot s;
    s.id = slot_id;
    sql << "SELECT seats, version, state FROM slot WHERE id = :id", into(s.seats), into(s.version), into(s.state), use(slot_id);
    if (!sql.got_data()) return std::nullopt;
    return s;
  }

  // The form shows the slot; the doctor's client sends back what it was based on.
  bool reschedule(const Slot& s, const std::string& when) {
    session sql(pool_);
    try {
      sql << "UPDATE slot SET starts = :w, version = version + 1 WHERE id = :id AND version = :v", use(when), use(s.id), use(s.version); // EXPECT: ignored-conflict
    } catch (const soci::soci_error& e) {
      std::cerr << "reschedule: " << e.what() << '\n';
      return false;
    }
    return true;
  }

  bool close(const Slot& s) {
    session sql(pool_);
    soci::statement st = (sql.prepare << "UPDATE slot SET state = 'closed', version = version + 1 "
                                         "WHERE id = :id AND version = :v",
                          use(s.id), use(s.version));
    st.execute(true);
    return st.get_affected_rows() == 1;
  }

  bool merge(int from, int to) {
    session sql(pool_);
    soci::transaction tr(sql);
    int a = 0, b = 0;
    sql << "SELECT seats FROM slot WHERE id = :id FOR UPDATE", into(a), use(from);
    sql << "SELECT seats FROM slot WHERE id = :id FOR UPDATE", into(b), use(to);
    const int sum = a + b, zero = 0;
    sql << "UPDATE slot SET seats = :n WHERE id = :id", use(sum), use(to);
    sql << "UPDATE slot SET seats = :n WHERE id = :id", use(zero), use(from);
    tr.commit();
    return true;
  }

 private:
  soci::connection_pool& pool_;
};

class Invoices {
 public:
  explicit Invoices(soci::connection_pool& pool) : pool_(pool) {}

  // Numbers of invoices run per year: 2024/1, 2024/2, ... (no index on number)
  int issue(int patient, int year, long cents) {
    session sql(pool_);
    int last = 0;
    sql << "SELECT last_no FROM invoice_year WHERE year = :y", into(last), use(year);
    const int no = next_number(last);
    sql << "UPDATE invoice_year SET last_no = :n WHERE year = :y", use(no), use(year); // EXPECT: sql-lost-update
    sql << "INSERT INTO invoice (year, no, patient, cents) VALUES (:y, :n, :p, :c)", use(year), use(no), use(patient), use(cents);
    return no;
  }

  void remind(int patient) {
    session sql(pool_);
    int level = 0;
    sql << "SELECT reminder FROM patient WHERE id = :id", into(level), use(patient);
    std::cout << "patient " << patient << " was at level " << level << '\n';
    const int fixed = 1;
    sql << "UPDATE patient SET reminder = :l WHERE id = :id", use(fixed), use(patient);
  }

 private:
  static int next_number(int last) { return last < 0 ? 1 : last + 1; }
  soci::connection_pool& pool_;
};

}  // namespace clinic
