// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Shopping carts in memcached; several front-end processes serve the same customer.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <libmemcached/memcached.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace shop {

struct Versioned {
    std::string text;
    std::uint64_t cas = 0;
};

class Cache {
public:
    explicit Cache(const char *config) : mc_(memcached(config, std::strlen(config))) {
        memcached_behavior_set(mc_, MEMCACHED_BEHAVIOR_SUPPORT_CAS, 1);
    }
    ~Cache() { memcached_free(mc_); }
    Cache(const Cache &) = delete;

    std::optional<std::string> get(const std::string &key) {
        std::size_t len = 0;
        std::uint32_t flags = 0;
        memcached_return_t rc;
        char *p = memcached_get(mc_, key.data(), key.size(), &len, &flags, &rc);
        if (rc != MEMCACHED_SUCCESS || !p) return std::nullopt;
        std::string out(p, len);
        std::free(p);
        return out;
    }

    std::optional<Versioned> gets(const std::string &key) {
        const char *keys[] = {key.data()};
        const std::size_t lens[] = {key.size()};
        if (memcached_mget(mc_, keys, lens, 1) != MEMCACHED_SUCCESS) return std::nullopt;
        std::optional<Versioned> out;
        memcached_return_t rc;
        while (memcached_result_st *r = memcached_fetch_result(mc_, nullptr, &rc)) {
            out = Versioned{std::string(memcached_result_value(r), memcached_result_length(r)), memcached_result_cas(r)};
            memcached_result_free(r);
        }
        return out;
    }

    memcached_return_t set(const std::string &key, const std::string &v, time_t ttl) {
        return memcached_set(mc_, key.data(), key.size(), v.data(), v.size(), ttl, 0);
    }
    memcached_return_t cas(const std::string &key, const std::string &v, time_t ttl, std::uint64_t token) {
        return memcached_cas(mc_, key.data(), key.size(), v.data(), v.size(), ttl, 0, token);
    }
    memcached_return_t add(const std::string &key, const std::string &v, time_t ttl) {
        return memcached_add(mc_, key.data(), key.size(), v.data(), v.size(), ttl, 0);
    }

private:
    memcached_st *mc_;
};

constexpr time_t kCartTtl = 7 * 86400;

class Carts {
public:
    explicit Carts(Cache &c) : cache_(c) {}

    bool put_item(const std::string &user, std::string_view sku) {
        const std::string key = "cart:" + user;
        for (int attempt = 0; attempt < 8; ++attempt) {
            auto cur = cache_.gets(key);
            memcached_return_t rc;
            if (!cur) {
                rc = cache_.add(key, std::string(sku) + ";", kCartTtl);
            } else {
                cur->text.append(sku).append(";");
                rc = cache_.cas(key, cur->text, kCartTtl, cur->cas);
            }
            if (rc == MEMCACHED_SUCCESS) return true;
            if (rc != MEMCACHED_DATA_EXISTS && rc != MEMCACHED_NOTSTORED && rc != MEMCACHED_NOTFOUND) return false;
        }
        return false;
    }

    bool drop_item(const std::string &user, std::string_view sku) {
        const std::string key = "cart:" + user;
        auto text = cache_.get(key);
        if (!text) return false;
        const auto pos = text->find(std::string(sku) + ";");
        if (pos == std::string::npos) return false;
        text->erase(pos, sku.size() + 1);
        return cache_.set(key, *text, kCartTtl) == MEMCACHED_SUCCESS; // EXPECT: unversioned-write
    }

    bool apply_coupon(const std::string &user, const std::string &code) {
        const std::string key = "coupon:" + user;
        auto cur = cache_.gets(key);
        if (!cur) return cache_.add(key, code, kCartTtl) == MEMCACHED_SUCCESS;
        if (cur->text.find(code) != std::string::npos) return true;
        cur->text += "," + code;
        auto rc = cache_.cas(key, cur->text, kCartTtl, cur->cas);
        if (rc == MEMCACHED_DATA_EXISTS) rc = cache_.set(key, cur->text, kCartTtl); // EXPECT: unversioned-write
        return rc == MEMCACHED_SUCCESS;
    }

    void set_note(const std::string &user, const std::string &line) {
        const std::string key = "note:" + user;
        if (auto cur = cache_.gets(key)) {
            cache_.cas(key, cur->text + "\n" + line, kCartTtl, cur->cas); // EXPECT: ignored-conflict
        } else if (cache_.add(key, line, kCartTtl) != MEMCACHED_SUCCESS) {
            std::cerr << "note for " << user << " not stored\n";
        }
    }

    // Price list pages come from the catalogue; memcached only spares the rendering.
    std::string price_page(const std::string &sku) {
        const std::string key = "price:" + sku;
        if (auto page = cache_.get(key)) return *page;
        std::string page = "<b>" + sku + "</b>";
        cache_.set(key, page, 60); // EXPECT-NOISE: unversioned-write
        return page;
    }

private:
    Cache &cache_;
};

} // namespace shop

int main() {
    shop::Cache cache("--SERVER=cache1.internal --SERVER=cache2.internal");
    shop::Carts carts(cache);
    std::string verb, user, arg;
    while (std::cin >> verb >> user >> arg) {
        if (verb == "put") std::cout << carts.put_item(user, arg) << '\n';
        if (verb == "drop") std::cout << carts.drop_item(user, arg) << '\n';
        if (verb == "coupon") std::cout << carts.apply_coupon(user, arg) << '\n';
        if (verb == "note") carts.set_note(user, arg);
        if (verb == "price") std::cout << carts.price_page(arg) << '\n';
    }
}
