// STD: c++20
#include "docstore.hpp"
#include <string>

class Editor {
public:
    explicit Editor(DocStore& s) : store_(s) {}

    bool appendLine(const std::string& id, const std::string& line)
    {
        for (int i = 0; i < 5; ++i) {
            auto d = store_.Get(id);
            if (!d)
                return false;
            uint64_t rev = d->revision;
            d->body += line + "\n";
            if (store_.PutIf(id, *d, rev) == PutResult::Ok)
                return true;
        }
        return false;
    }

    bool prefixTitle(const std::string& id, const std::string& prefix)
    {
        auto d = store_.Get(id);
        if (!d)
            return false;
        d->body.insert(0, prefix + ": ");
        store_.Put(id, *d); // EXPECT: unversioned-write
        return true;
    }

    void import(const std::string& id, const std::string& text)
    {
        Document d;
        d.body = text;
        store_.Put(id, d);
    }

    bool duplicate(const std::string& from, const std::string& to)
    {
        auto d = store_.Get(from);
        if (!d)
            return false;
        store_.Put(to, *d);
        return true;
    }

private:
    DocStore& store_;
};
