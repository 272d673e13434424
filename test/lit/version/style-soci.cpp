// RUN: %tocsin %s
// REQUIRES: soci
// STD: c++20
#include <soci/soci.h>
#include <string>
struct Item { int id; int stock; std::string title; int version; };
class Items {
public:
  explicit Items(soci::session &s) : s_(s) {}
  void take(int id, int n) {
    int stock = 0;
    s_ << "SELECT stock FROM items WHERE id = :id", soci::into(stock), soci::use(id);
    stock -= n;
    s_ << "UPDATE items SET stock = :s WHERE id = :id", soci::use(stock), soci::use(id); // EXPECT: sql-lost-update
  }
  void takeTx(int id, int n) {
    soci::transaction tr(s_);
    int stock = 0;
    s_ << "SELECT stock FROM items WHERE id = :id FOR UPDATE", soci::into(stock), soci::use(id);
    stock -= n;
    s_ << "UPDATE items SET stock = :s WHERE id = :id", soci::use(stock), soci::use(id);
    tr.commit();
  }
  void takeOk(int id, int n) {
    s_ << "UPDATE items SET stock = stock - :n WHERE id = :id", soci::use(n), soci::use(id);
  }
  bool save(const Item &it) {
    soci::statement st = (s_.prepare << "UPDATE items SET title = :t, version = version + 1 WHERE id = :id AND version = :v", soci::use(it.title), soci::use(it.id), soci::use(it.version));
    st.execute(true);
    return st.get_affected_rows() == 1;
  }
  void saveBlind(const Item &it) {
    soci::statement st = (s_.prepare << "UPDATE items SET title = :t, version = version + 1 WHERE id = :id AND version = :v", soci::use(it.title), soci::use(it.id), soci::use(it.version));
    st.execute(true); // EXPECT: ignored-conflict
  }
private:
  soci::session &s_;
};
