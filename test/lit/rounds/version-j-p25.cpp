// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Parking garage control: ticket machines at several gates, one database.
#include <soci/soci.h>
#include <exception>
#include <iostream>
#include <string>

namespace garage {

class GarageDb {
public:
  explicit GarageDb(const std::string &dsn) : sql_("postgresql", dsn) {}

  // Car enters: gives a free slot on the level, false if the level is full.
  bool enter(int level, const std::string &plate) {
    soci::transaction tr(sql_);
    int freeSlots = 0, charge = 0;
    soci::indicator ind = soci::i_null;
    sql_ << "SELECT free_slots, base_charge FROM level WHERE id = :id FOR UPDATE", soci::into(freeSlots, ind),
        soci::into(charge), soci::use(level);
    if (ind != soci::i_ok || freeSlots <= 0)
      return false;
    const int left = freeSlots - 1;
    sql_ << "UPDATE level SET free_slots = :n WHERE id = :id", soci::use(left), soci::use(level);
    sql_ << "INSERT INTO stay(plate, level_id, charge, entered) VALUES(:p, :l, :c, now())", soci::use(plate),
        soci::use(level), soci::use(charge);
    tr.commit();
    return true;
  }

  void leave(int level, const std::string &plate) {
    soci::transaction tr(sql_);
    sql_ << "DELETE FROM stay WHERE plate = :p", soci::use(plate);
    sql_ << "UPDATE level SET free_slots = free_slots + 1 WHERE id = :id", soci::use(level);
    tr.commit();
  }

  // Monthly cards; the machines may be asked for the same plate twice.
  void registerCard(const std::string &plate) {
    int known = 0;
    sql_ << "SELECT COUNT(*) FROM card WHERE plate = :p", soci::into(known), soci::use(plate);
    if (known > 0)
      return;
    sql_ << "INSERT INTO card(plate, credit, rev) VALUES(:p, 0, 1) ON CONFLICT (plate) DO NOTHING", soci::use(plate);
  }

  int addCredit(const std::string &plate, int cents) {
    for (int attempt = 0; attempt < 6; ++attempt) {
      int credit = 0, rev = 0;
      soci::indicator ind = soci::i_null;
      sql_ << "SELECT credit, rev FROM card WHERE plate = :p", soci::into(credit, ind), soci::into(rev),
          soci::use(plate);
      if (ind != soci::i_ok)
        return -1;
      const int bonus = cents >= 5000 ? cents / 20 : 0;
      const int updated = credit + cents + bonus;
      soci::statement st = (sql_.prepare << "UPDATE card SET credit = :c, rev = rev + 1 "
                                            "WHERE plate = :p AND rev = :r",
                            soci::use(updated), soci::use(plate), soci::use(rev));
      st.execute(true);
      if (st.get_affected_rows() == 1)
        return updated;
    }
    return -1;
  }

  // Night job, copies the present fill level into the statistics table.
  void snapshotLevel(int level) {
    int freeSlots = 0;
    sql_ << "SELECT free_slots FROM level WHERE id = :id", soci::into(freeSlots), soci::use(level);
    sql_ << "UPDATE level_stats SET last_free = :n WHERE level_id = :id", soci::use(freeSlots), soci::use(level);
  }

private:
  soci::session sql_;
};

} // namespace garage

int main(int argc, char **argv) {
  if (argc < 3)
    return 2;
  try {
    garage::GarageDb db(argv[1]);
    db.registerCard(argv[2]);
    if (db.addCredit(argv[2], 2000) < 0)
      std::cerr << "no card\n";
    if (!db.enter(1, argv[2]))
      std::cerr << "level is full\n";
    else
      db.leave(1, argv[2]);
    db.snapshotLevel(1);
  } catch (const std::exception &e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
}
