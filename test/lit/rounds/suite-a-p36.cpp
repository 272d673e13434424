// RUN: %tocsin %s
// STD: c++20
// Documents with a revision, kept in memory.
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

struct Doc { std::string text; std::uint64_t rev = 0; };

enum class Res { Ok, Missing, Conflict };

class Shelf {
public:
    std::optional<Doc> load(int id) const
    {
        std::lock_guard<std::mutex> g(mu_);
        const auto it = docs_.find(id);
        if (it == docs_.end())
            return std::nullopt;
        return it->second;
    }

    Res saveIf(int id, const std::string& t, std::uint64_t expected_rev)
    {
        std::lock_guard<std::mutex> g(mu_);
        Doc& d = docs_[id];
        if (d.rev != expected_rev)
            return Res::Conflict;
        d.text = t;
        ++d.rev;
        return Res::Ok;
    }

    void save(int id, const std::string& t)
    {
        std::lock_guard<std::mutex> g(mu_);
        Doc& d = docs_[id];
        d.text = t;
        ++d.rev;
    }

    Res m01(int id, const std::string& t, std::uint64_t expected_rev)
    {
        {
            std::lock_guard<std::mutex> g(mu_);
            const auto it = docs_.find(id);
            if (it == docs_.end())
                return Res::Missing;
            if (it->second.rev != expected_rev)
                return Res::Conflict;
        }
        std::lock_guard<std::mutex> g(mu_);
        Doc& d = docs_[id];
        d.text = t; // EXPECT: unchecked-version
        ++d.rev;
        return Res::Ok;
    }

    Res m02(int id, const std::string& t, std::uint64_t expected_rev)
    {
        std::unique_lock<std::mutex> l(mu_);
        const std::uint64_t now = docs_[id].rev;
        l.unlock();
        if (now != expected_rev)
            return Res::Conflict;
        l.lock();
        docs_[id] = Doc{t, now + 1}; // EXPECT: unchecked-version
        return Res::Ok;
    }

    Res m03(int id, const std::string& t, std::uint64_t expected_rev) { std::lock_guard<std::mutex> g(mu_); Doc& d = docs_[id]; d.text = t; ++d.rev; return Res::Ok; } // EXPECT: unchecked-version

    Res m04(int id, const std::string& t, std::uint64_t expected_rev)
    {
        std::unique_lock<std::mutex> l(mu_);
        if (docs_[id].rev != expected_rev)
            return Res::Conflict;
        l.unlock();
        std::string made = t + "\n";
        l.lock();
        Doc& d = docs_[id];
        if (d.rev != expected_rev)
            return Res::Conflict;
        d.text = std::move(made);
        ++d.rev;
        return Res::Ok;
    }

    Res m05(int id, const std::string& t, std::uint64_t expected_rev) { return saveIf(id, t + ".", expected_rev); }

private:
    mutable std::mutex mu_;
    std::map<int, Doc> docs_;
};

static Shelf shelf;

void n01(int id)
{
    const auto d = shelf.load(id);
    if (d)
        shelf.save(id, d->text + "!"); // EXPECT: unversioned-write
}

void n02(int id)
{
    const auto d = shelf.load(id);
    if (d)
        shelf.saveIf(id, d->text + "!", d->rev); // EXPECT: ignored-conflict
}

bool n03(int id)
{
    for (int i = 0; i < 5; ++i) {
        const auto d = shelf.load(id);
        if (!d)
            return false;
        if (shelf.saveIf(id, d->text + "!", d->rev) == Res::Ok)
            return true;
    }
    return false;
}

void n04(int id, const std::string& whole) { shelf.save(id, whole); }

bool n05(int id)
{
    const auto d = shelf.load(id);
    if (!d)
        return false;
    const std::string t = d->text + "?";
    if (shelf.saveIf(id, t, d->rev) == Res::Conflict)
        shelf.save(id, t); // EXPECT: unversioned-write
    return true;
}

static void body()
{
    n01(1);
    n02(2);
    n03(3);
    n04(4, "x");
    n05(5);
    const auto d = shelf.load(6);
    const std::uint64_t r = d ? d->rev : 0;
    if (shelf.m01(6, "a", r) != Res::Ok || shelf.m02(6, "b", r) != Res::Ok || shelf.m03(6, "c", r) != Res::Ok ||
        shelf.m04(6, "d", r) != Res::Ok || shelf.m05(6, "e", r) != Res::Ok)
        return;
}

int main()
{
    std::thread a(body), b(body);
    a.join();
    b.join();
}
