// STD: c++20
#include "redis.hpp"
#include <string>

class LicencePool {
public:
    LicencePool(Redis& r, std::string product, long long seats)
        : redis_(r), product_(std::move(product)), seats_(seats) {}

    bool checkout(const std::string& user)
    {
        if (!redis_.setIfAbsent(holderKey(user), user, 3600))
            return true;
        if (redis_.incrBy(countKey(), 1) > seats_) {
            redis_.incrBy(countKey(), -1);
            redis_.deleteIfEquals(holderKey(user), user);
            return false;
        }
        return true;
    }

    void giveBack(const std::string& user)
    {
        if (redis_.deleteIfEquals(holderKey(user), user))
            redis_.incrBy(countKey(), -1);
    }

    std::string describe()
    {
        std::string cached = redis_.get(bannerKey()).value_or("");
        if (!cached.empty())
            return cached;
        std::string text = product_ + " (" + std::to_string(seats_) + " seats)";
        redis_.set(bannerKey(), text);
        return text;
    }

    bool setContact(const std::string& mail) { return redis_.set("lic:" + product_ + ":contact", mail); }

    bool archiveCount()
    {
        auto n = redis_.get(countKey());
        return n && redis_.set("lic:" + product_ + ":last_month", *n);
    }

private:
    std::string holderKey(const std::string& user) const { return "lic:" + product_ + ":holder:" + user; }
    std::string countKey() const { return "lic:" + product_ + ":in_use"; }
    std::string bannerKey() const { return "lic:" + product_ + ":banner"; }

    Redis& redis_;
    std::string product_;
    long long seats_;
};
