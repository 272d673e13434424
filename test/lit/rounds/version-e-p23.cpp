// RUN: %tocsin %s
// REQUIRES: stores, soci
// STD: c++20
// Seat booking of the railway back end, over SOCI.
#include <soci/soci.h>

#include <iostream>
#include <stdexcept>
#include <string>

namespace rail {

struct Seat {
  int id = 0;
  std::string state;
  std::string passenger;
  int row_version = 0;
};

class SeatStore {
 public:
  explicit SeatStore(soci::session& sql) : sql_(sql) {}

  Seat load(int id) {
    Seat s;
    s.id = id;
    soci::indicator ind = soci::i_null;
    sql_ << "SELECT state, passenger, row_version FROM seat WHERE id = :id",
        soci::into(s.state), soci::into(s.passenger, ind), soci::into(s.row_version),
        soci::use(id);
    if (!sql_.got_data()) throw std::out_of_range("seat");
    return s;
  }

  // Sell the seat to a passenger.
  bool sell(int id, const std::string& passenger) {
    Seat s = load(id);
    if (s.state != "free") return false;
    sql_ << "UPDATE seat SET state = 'sold', passenger = :p, row_version = row_version + 1 WHERE id = :id AND row_version = :v", soci::use(passenger), soci::use(id), soci::use(s.row_version);  // EXPECT: ignored-conflict
    std::clog << "seat " << id << " sold to " << passenger << '\n';
    return true;
  }

  bool hold(int id, const std::string& passenger) {
    Seat s = load(id);
    if (s.state != "free") return false;
    soci::statement st =
        (sql_.prepare << "UPDATE seat SET state = 'held', passenger = :p, "
                         "row_version = row_version + 1 WHERE id = :id AND row_version = :v",
         soci::use(passenger), soci::use(id), soci::use(s.row_version));
    st.execute(true);
    return st.get_affected_rows() == 1;
  }

  // Loyalty miles for the trip.
  long creditMiles(const std::string& passenger, int km) {
    long miles = 0;
    sql_ << "SELECT miles FROM member WHERE name = :n", soci::into(miles), soci::use(passenger);
    if (!sql_.got_data()) return -1;
    long bonus = miles > 50000 ? km / 2 : 0;
    miles += km + bonus;
    sql_ << "UPDATE member SET miles = :m WHERE name = :n", soci::use(miles), soci::use(passenger);  // EXPECT: sql-lost-update
    return miles;
  }

  long burnMiles(const std::string& passenger, long cost) {
    soci::transaction tr(sql_);
    long miles = 0;
    sql_ << "SELECT miles FROM member WHERE name = :n FOR UPDATE", soci::into(miles),
        soci::use(passenger);
    if (!sql_.got_data() || miles < cost) return -1;
    miles -= cost;
    sql_ << "UPDATE member SET miles = :m WHERE name = :n", soci::use(miles),
        soci::use(passenger);
    tr.commit();
    return miles;
  }

  void countVisit(const std::string& passenger) {
    sql_ << "UPDATE member SET visits = visits + 1 WHERE name = :n", soci::use(passenger);
  }

 private:
  soci::session& sql_;
};

int rebook(SeatStore& store, int from, int to, const std::string& passenger) {
  if (!store.hold(to, passenger)) return 1;
  const Seat old = store.load(from);
  std::clog << "rebooked " << old.passenger << " v" << old.row_version << '\n';
  return 0;
}

}  // namespace rail
