// RUN: %tocsin %s
// STD: c++20
// Writers of a versioned document: what becomes of the version the caller expects.
#include <cassert>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

enum class Put { Ok, Conflict, Missing };

struct Doc {
    std::string title, body;
    std::uint64_t version = 0;
};

class Documents {
public:
    Put replace(const std::string &id, const std::string &body, std::uint64_t expected_version)
    {
        std::lock_guard g(m_);
        auto it = docs_.find(id);
        if (it == docs_.end())
            return Put::Missing;
        if (it->second.version != expected_version)
            return Put::Conflict;
        it->second.body = body;
        ++it->second.version;
        return Put::Ok;
    }
    Put rename(const std::string &id, const std::string &title, std::uint64_t expected_version)
    {
        (void)expected_version;
        std::lock_guard g(m_);
        auto it = docs_.find(id);
        if (it == docs_.end())
            return Put::Missing;
        it->second.title = title;
        ++it->second.version; // EXPECT: unchecked-version
        return Put::Ok;
    }
    Put append(const std::string &id, const std::string &tail, std::uint64_t expected_version)
    {
        std::lock_guard g(m_);
        auto it = docs_.find(id);
        if (it == docs_.end())
            return Put::Missing;
        std::fprintf(stderr, "append to %s at %llu\n", id.c_str(), (unsigned long long)expected_version);
        it->second.body += tail;
        it->second.version++; // EXPECT: unchecked-version
        return Put::Ok;
    }
    Put retitle(const std::string &id, const std::string &title, std::uint64_t expected_version)
    {
        std::lock_guard g(m_);
        auto it = docs_.find(id);
        if (it == docs_.end())
            return Put::Missing;
        assert(it->second.version == expected_version);
        it->second.title = title; // EXPECT-MISS: unchecked-version
        it->second.version += 1;
        return Put::Ok;
    }
    Put two_acquisitions(const std::string &id, const std::string &body, std::uint64_t expected_version)
    {
        {
            std::lock_guard g(m_);
            auto it = docs_.find(id);
            if (it == docs_.end() || it->second.version != expected_version)
                return Put::Conflict;
        }
        std::string stored = "<p>" + body + "</p>";
        std::lock_guard g(m_);
        docs_[id].body = stored; // EXPECT: unchecked-version
        docs_[id].version++;
        return Put::Ok;
    }
    Put compared_again(const std::string &id, const std::string &body, std::uint64_t expected_version)
    {
        if (!current(id, expected_version))
            return Put::Conflict;
        std::string stored = "<p>" + body + "</p>";
        return replace(id, stored, expected_version);
    }
    Put on_a_copy(const std::string &id, const std::string &body, std::uint64_t expected_version)
    {
        Doc copy = snapshot(id);
        if (copy.version != expected_version)
            return Put::Conflict;
        copy.body = body;
        copy.version = expected_version + 1;
        std::lock_guard g(m_);
        docs_[id] = copy; // EXPECT: unchecked-version
        return Put::Ok;
    }
    Put on_a_copy_verified(const std::string &id, const std::string &body, std::uint64_t expected_version)
    {
        Doc copy = snapshot(id);
        copy.body = body;
        copy.version = expected_version + 1;
        std::lock_guard g(m_);
        Doc &live = docs_[id];
        if (live.version != expected_version)
            return Put::Conflict;
        live = copy;
        return Put::Ok;
    }
    // the archive keeps no versions
    Put archive(const std::string &, std::uint64_t expected_version)
    {
        (void)expected_version;
        throw std::logic_error("archive is not supported by this backend");
    }
private:
    bool current(const std::string &id, std::uint64_t version) const
    {
        std::lock_guard g(m_);
        auto it = docs_.find(id);
        return it != docs_.end() && it->second.version == version;
    }
    Doc snapshot(const std::string &id) const
    {
        std::lock_guard g(m_);
        auto it = docs_.find(id);
        return it == docs_.end() ? Doc{} : it->second;
    }
    mutable std::mutex m_;
    std::map<std::string, Doc> docs_;
};

int main()
{
    Documents d;
    auto editor = [&d] {
        for (std::uint64_t v = 0; v < 50; ++v) {
            d.replace("a", "x", v); d.rename("a", "t", v); d.append("a", "y", v);
            d.two_acquisitions("a", "z", v); d.compared_again("a", "z", v);
            d.on_a_copy("a", "w", v); d.on_a_copy_verified("a", "w", v);
        }
    };
    std::jthread one(editor), two(editor);
}
