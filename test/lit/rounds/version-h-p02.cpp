// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Wallet backend for the storefront. One soci::session per request, taken
// from the pool; several instances of the service run behind the balancer.
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include <soci/soci.h>

namespace storefront {

class InsufficientFunds : public std::runtime_error {
public:
    explicit InsufficientFunds(const std::string& user)
        : std::runtime_error("insufficient funds for " + user) {}
};

struct Wallet {
    std::string user;
    long long cents = 0;
    int loyalty = 0;
};

class WalletRepository {
public:
    explicit WalletRepository(soci::connection_pool& pool) : pool_(pool) {}

    Wallet load(const std::string& user)
    {
        soci::session sql(pool_);
        return loadWith(sql, user);
    }

    // Purchase of a catalogue item.
    long long debit(const std::string& user, long long cents)
    {
        soci::session sql(pool_);
        soci::transaction tr(sql);
        long long balance = 0;
        sql << "SELECT cents FROM wallets WHERE user_name = :u FOR UPDATE",
            soci::use(user), soci::into(balance);
        if (!sql.got_data())
            throw std::out_of_range("no wallet: " + user);
        if (balance < cents)
            throw InsufficientFunds(user);
        balance -= cents;
        sql << "UPDATE wallets SET cents = :c WHERE user_name = :u",
            soci::use(balance), soci::use(user);
        tr.commit();
        return balance;
    }

    // Refunds come in from the payment provider's webhook.
    void refund(const std::string& user, long long cents)
    {
        soci::session sql(pool_);
        sql << "UPDATE wallets SET cents = cents + :c WHERE user_name = :u",
            soci::use(cents), soci::use(user);
    }

    // Loyalty points: one per full euro, with a bonus above 100.
    int addLoyalty(const std::string& user, long long spentCents)
    {
        soci::session sql(pool_);
        int points = 0;
        soci::indicator ind = soci::i_null;
        sql << "SELECT loyalty FROM wallets WHERE user_name = :u",
            soci::into(points, ind), soci::use(user);
        if (!sql.got_data())
            throw std::out_of_range("no wallet: " + user);
        if (ind == soci::i_null)
            points = 0;

        int gained = static_cast<int>(spentCents / 100);
        if (gained > 100)
            gained += gained / 10;
        points += gained;

        sql << "UPDATE wallets SET loyalty = :p WHERE user_name = :u", // EXPECT: sql-lost-update
            soci::use(points), soci::use(user);
        return points;
    }

    void rename(const std::string& from, const std::string& to)
    {
        soci::session sql(pool_);
        sql << "UPDATE wallets SET user_name = :n WHERE user_name = :o",
            soci::use(to), soci::use(from);
    }

private:
    static Wallet loadWith(soci::session& sql, const std::string& user)
    {
        Wallet w;
        w.user = user;
        sql << "SELECT cents, loyalty FROM wallets WHERE user_name = :u",
            soci::use(user), soci::into(w.cents), soci::into(w.loyalty);
        if (!sql.got_data())
            throw std::out_of_range("no wallet: " + user);
        return w;
    }

    soci::connection_pool& pool_;
};

} // namespace storefront
