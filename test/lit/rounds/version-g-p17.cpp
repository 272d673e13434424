// RUN: %tocsin %s
// REQUIRES: soci
// STD: c++20
// Loyalty points service: SOCI over PostgreSQL
#include <soci/soci.h>
#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <string>

namespace loyalty {

struct Account {
    long long id = 0;
    long long points = 0;
    std::string tier;
};

class PointsRepository {
public:
    explicit PointsRepository(soci::connection_pool& pool) : pool_(pool) {}

    Account load(long long id)
    {
        soci::session sql(pool_);
        Account a;
        a.id = id;
        soci::indicator ind;
        sql << "SELECT points, tier FROM loyalty_account WHERE id = :id",
            soci::into(a.points), soci::into(a.tier, ind), soci::use(id);
        if (!sql.got_data())
            throw std::out_of_range("no loyalty account " + std::to_string(id));
        return a;
    }

    void earn(long long id, long long cents)
    {
        std::lock_guard<std::mutex> g(mu_);
        soci::session sql(pool_);
        long long points = 0;
        std::string tier;
        sql << "SELECT points, tier FROM loyalty_account WHERE id = :id",
            soci::into(points), soci::into(tier), soci::use(id);
        points += cents / 100 * multiplier(tier);
        points = std::min(points, kMaxPoints);
        sql << "UPDATE loyalty_account SET points = :p WHERE id = :id", soci::use(points), soci::use(id); // EXPECT: sql-lost-update
    }

    bool redeem(long long id, long long cost)
    {
        soci::session sql(pool_);
        soci::statement st = (sql.prepare << "UPDATE loyalty_account SET points = points - :c "
                                             "WHERE id = :id AND points >= :c2",
                              soci::use(cost, "c"), soci::use(id, "id"), soci::use(cost, "c2"));
        st.execute(true);
        return st.get_affected_rows() == 1;
    }

    void expireHalf(long long id)
    {
        soci::session sql(pool_);
        soci::transaction tr(sql);
        long long points = 0;
        sql << "SELECT points FROM loyalty_account WHERE id = :id FOR UPDATE",
            soci::into(points), soci::use(id);
        points -= points / 2;
        sql << "UPDATE loyalty_account SET points = :p WHERE id = :id",
            soci::use(points), soci::use(id);
        tr.commit();
    }

    void retag(long long id)
    {
        Account a = load(id);
        const std::string tier = a.points > 50000 ? "gold" : a.points > 10000 ? "silver" : "basic";
        if (tier == a.tier)
            return;
        soci::session sql(pool_);
        soci::statement st = (sql.prepare << "UPDATE loyalty_account SET tier = :t "
                                             "WHERE id = :id AND points = :pts",
                              soci::use(tier), soci::use(id), soci::use(a.points));
        st.execute(true);
        if (st.get_affected_rows() == 0)
            throw std::runtime_error("account changed while retagging");
    }

private:
    static constexpr long long kMaxPoints = 1000000;

    static int multiplier(const std::string& tier)
    {
        return tier == "gold" ? 3 : tier == "silver" ? 2 : 1;
    }

    soci::connection_pool& pool_;
    std::mutex mu_;
};

} // namespace loyalty
