// RUN: %tocsin %s
// STD: c++20
// p18: pages with a revision, kept in memory and served by several threads; where the revision is compared varies.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Page {
    std::string text;
    uint64_t rev = 0;
};

class Wiki {
public:
    Page load(int id) const
    {
        std::shared_lock<std::shared_mutex> read(mu_);
        auto it = pages_.find(id);
        return it == pages_.end() ? Page{} : it->second;
    }

    // under the lock of the write
    bool save_01(int id, const std::string& text, uint64_t base_rev)
    {
        std::unique_lock<std::shared_mutex> write(mu_);
        Page& p = pages_[id];
        if (p.rev != base_rev)
            return false;
        p = Page{text, base_rev + 1};
        return true;
    }

    // in what load() returned
    bool save_02(int id, const std::string& text, uint64_t base_rev)
    {
        Page copy = load(id);
        if (copy.rev != base_rev)
            return false;
        copy.text = text;
        ++copy.rev;
        std::unique_lock<std::shared_mutex> write(mu_);
        pages_[id] = std::move(copy); // EXPECT: unchecked-version
        return true;
    }

    // under the reader lock
    bool save_03(int id, const std::string& text, uint64_t base_rev)
    {
        {
            std::shared_lock<std::shared_mutex> read(mu_);
            auto it = pages_.find(id);
            if (it == pages_.end() || it->second.rev != base_rev)
                return false;
        }
        std::unique_lock<std::shared_mutex> write(mu_);
        pages_[id] = Page{text, base_rev + 1}; // EXPECT: unchecked-version
        return true;
    }

    // early under the reader lock, and under the writer lock
    bool save_04(int id, const std::string& text, uint64_t base_rev)
    {
        {
            std::shared_lock<std::shared_mutex> read(mu_);
            auto it = pages_.find(id);
            if (it == pages_.end() || it->second.rev != base_rev)
                return false;
        }
        std::unique_lock<std::shared_mutex> write(mu_);
        if (!current(id, base_rev))
            return false;
        pages_[id] = Page{text, base_rev + 1};
        return true;
    }

    // printed
    bool save_05(int id, const std::string& text, uint64_t expected_rev)
    {
        std::unique_lock<std::shared_mutex> write(mu_);
        Page& p = pages_[id];
        std::printf("page %d: client had %llu\n", id, static_cast<unsigned long long>(expected_rev));
        p = Page{text, p.rev + 1}; // EXPECT: unchecked-version
        return true;
    }

    // printed, then handed on
    bool save_06(int id, const std::string& text, uint64_t expected_rev)
    {
        std::printf("page %d: client had %llu\n", id, static_cast<unsigned long long>(expected_rev));
        return save_01(id, text, expected_rev);
    }

private:
    bool current(int id, uint64_t rev) const
    {
        auto it = pages_.find(id);
        return it != pages_.end() && it->second.rev == rev;
    }

    mutable std::shared_mutex mu_;
    std::map<int, Page> pages_;
};

// one text, its revision is atomic
class Banner {
public:
    bool set_01(const std::string& text, uint64_t base)
    {
        if (rev_.load() != base)
            return false;
        std::lock_guard<std::mutex> hold(mu_);
        text_ = text; // EXPECT: unchecked-version
        rev_.fetch_add(1);
        return true;
    }
    bool set_02(const std::string& text, uint64_t base)
    {
        std::lock_guard<std::mutex> hold(mu_);
        if (rev_.load() != base)
            return false;
        text_ = text;
        rev_.fetch_add(1);
        return true;
    }

private:
    std::mutex mu_;
    std::string text_;
    std::atomic<uint64_t> rev_{0};
};

void serve(Wiki& wiki, Banner& banner)
{
    std::vector<std::jthread> crew;
    for (int i = 0; i < 4; ++i)
        crew.emplace_back([&wiki, &banner, i] {
            const std::string text = std::to_string(i);
            wiki.save_01(i, text, wiki.load(i).rev);
            wiki.save_02(i, text, wiki.load(i).rev);
            wiki.save_03(i, text, wiki.load(i).rev);
            wiki.save_04(i, text, wiki.load(i).rev);
            wiki.save_05(i, text, wiki.load(i).rev);
            wiki.save_06(i, text, wiki.load(i).rev);
            banner.set_01(text, 0);
            banner.set_02(text, 0);
        });
}
