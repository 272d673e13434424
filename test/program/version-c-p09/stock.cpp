// STD: c++20
// Warehouse stock service; scanners and the web shop use the same database.
#include <stdexcept>
#include <string>

#include "soci/soci.h"

namespace warehouse {

using namespace soci;

class StockService {
public:
    explicit StockService(session& sql) : sql_(sql) {}

    void pick(const std::string& sku, int count) {
        int onHand = 0;
        sql_ << "SELECT on_hand FROM stock WHERE sku = :sku", into(onHand), use(sku);
        if (!sql_.got_data()) throw std::runtime_error("unknown sku " + sku);
        if (onHand < count) throw std::runtime_error("short pick " + sku);
        onHand -= count;
        sql_ << "UPDATE stock SET on_hand = :n WHERE sku = :sku", use(onHand), use(sku); // EXPECT: sql-lost-update
    }

    void receive(const std::string& sku, int count) {
        sql_ << "UPDATE stock SET on_hand = on_hand + :n WHERE sku = :sku", use(count), use(sku);
    }

    void registerBin(const std::string& bin, const std::string& zone) {
        int existing = 0;
        sql_ << "SELECT COUNT(*) FROM bins WHERE label = :label", into(existing), use(bin);
        if (existing > 0) return;
        sql_ << "INSERT INTO bins (label, zone) VALUES (:label, :zone)", use(bin), use(zone); // EXPECT: sql-lost-update
    }

    void move(const std::string& sku, int count, int toBin) {
        transaction tr(sql_);
        int bin = 0, onHand = 0;
        sql_ << "SELECT bin, on_hand FROM placements WHERE sku = :sku FOR UPDATE",
            into(bin), into(onHand), use(sku);
        if (onHand < count) throw std::runtime_error("short move " + sku);
        onHand -= count;
        sql_ << "UPDATE placements SET on_hand = :n, bin = :b WHERE sku = :sku",
            use(onHand), use(toBin), use(sku);
        tr.commit();
    }

    bool reprice(const std::string& sku, int percent) {
        long long cents = 0;
        int version = 0;
        sql_ << "SELECT cents, version FROM prices WHERE sku = :sku",
            into(cents), into(version), use(sku);
        cents += cents * percent / 100;
        statement st = (sql_.prepare
                        << "UPDATE prices SET cents = :c, version = version + 1 "
                           "WHERE sku = :sku AND version = :v",
                        use(cents), use(sku), use(version));
        st.execute(true);
        return st.get_affected_rows() == 1;
    }

    bool adoptCount(int countId, int seenVersion, int counted) {
        statement st = (sql_.prepare << "UPDATE counts SET counted = :n, version = version + 1 WHERE id = :id AND version = :v",
                        use(counted), use(countId), use(seenVersion));
        st.execute(true); // EXPECT: ignored-conflict
        return true;
    }

private:
    session& sql_;
};

}  // namespace warehouse
