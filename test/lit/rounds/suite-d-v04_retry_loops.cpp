// RUN: %tocsin %s
// STD: c++20
// Regression: optimistic updates of a remote document; varied is the shape of the retry.
#include <chrono>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Doc {
    std::string body;
    std::uint64_t revision = 0;
};

struct RevisionConflict : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A document service shared by many hosts.
class DocService {
public:
    virtual ~DocService() = default;
    virtual Doc fetch(const std::string& key) = 0;
    virtual void save(const std::string& key, const std::string& body) = 0;
    [[nodiscard]] virtual bool save_if(const std::string& key, const std::string& body, std::uint64_t expected_revision) = 0;
    // Throws RevisionConflict.
    virtual void save_or_throw(const std::string& key, const std::string& body, std::uint64_t expected_revision) = 0;
};

static std::string with_member(std::string body, const std::string& who) { return body + who + "\n"; }

bool join_reread(DocService& s, const std::string& key, const std::string& who) {
    for (int tries = 0; tries < 8; ++tries) {
        const Doc d = s.fetch(key);
        if (s.save_if(key, with_member(d.body, who), d.revision)) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5 << tries));
    }
    return false;
}

bool join_revision_renewed(DocService& s, const std::string& key, const std::string& who) {
    Doc d = s.fetch(key);
    const std::string body = with_member(d.body, who);
    for (int tries = 0; tries < 8; ++tries) {
        if (s.save_if(key, body, d.revision)) return true; // EXPECT: unversioned-write
        d.revision = s.fetch(key).revision;
    }
    return false;
}

bool join_document_renewed(DocService& s, const std::string& key, const std::string& who) {
    Doc d = s.fetch(key);
    while (!s.save_if(key, with_member(d.body, who), d.revision)) d = s.fetch(key);
    return true;
}

bool join_last_resort(DocService& s, const std::string& key, const std::string& who) {
    Doc d;
    for (int tries = 0; tries < 3; ++tries) {
        d = s.fetch(key);
        if (s.save_if(key, with_member(d.body, who), d.revision)) return true;
    }
    s.save(key, with_member(d.body, who)); // EXPECT: unversioned-write
    return true;
}

bool join_recursive(DocService& s, const std::string& key, const std::string& who, int tries = 5) {
    const Doc d = s.fetch(key);
    if (s.save_if(key, with_member(d.body, who), d.revision)) return true;
    return tries > 0 && join_recursive(s, key, who, tries - 1);
}

bool join_exception_dropped(DocService& s, const std::string& key, const std::string& who) {
    const Doc d = s.fetch(key);
    try {
        s.save_or_throw(key, with_member(d.body, who), d.revision); // EXPECT-MISS: ignored-conflict
    } catch (const RevisionConflict&) {
    }
    return true;
}

bool join_exception_retried(DocService& s, const std::string& key, const std::string& who) {
    for (int tries = 0; tries < 8; ++tries) {
        const Doc d = s.fetch(key);
        try {
            s.save_or_throw(key, with_member(d.body, who), d.revision);
            return true;
        } catch (const RevisionConflict&) {
            continue;
        }
    }
    return false;
}

// A helper that owns the loop, and two users of it.
static bool update(DocService& s, const std::string& key, const std::function<std::string(const std::string&)>& change) {
    for (int tries = 0; tries < 16; ++tries) {
        const Doc d = s.fetch(key);
        if (s.save_if(key, change(d.body), d.revision)) return true;
    }
    return false;
}

bool join_through_helper(DocService& s, const std::string& key, const std::string& who) {
    return update(s, key, [&](const std::string& body) { return with_member(body, who); });
}

bool join_through_helper_captured(DocService& s, const std::string& key, const std::string& who) {
    const Doc before = s.fetch(key);
    return update(s, key, [&](const std::string&) {
        return with_member(before.body, who); // EXPECT-MISS: unversioned-write
    });
}

// Several keys: what did not go through is handed back.
std::vector<std::string> join_all(DocService& s, const std::vector<std::string>& keys, const std::string& who) {
    std::vector<std::string> left;
    for (const auto& key : keys) {
        const Doc d = s.fetch(key);
        if (!s.save_if(key, with_member(d.body, who), d.revision)) left.push_back(key);
    }
    return left;
}

int join_all_counted(DocService& s, const std::vector<std::string>& keys, const std::string& who) {
    int joined = 0;
    for (const auto& key : keys) {
        const Doc d = s.fetch(key);
        static_cast<void>(s.save_if(key, with_member(d.body, who), d.revision)); // EXPECT: ignored-conflict
        ++joined;
    }
    return joined;
}
