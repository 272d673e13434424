#include "doc_store.h"
#include <cstdio>
#include <thread>

namespace docs {

class Editor {
public:
    explicit Editor(DocStore& store) : store_(store) {}

    bool Append(const std::string& id, const std::string& text) {
        for (int i = 0; i < 6; ++i) {
            auto doc = store_.Fetch(id);
            if (!doc)
                return false;
            doc->body += text;
            const SaveResult r = store_.Replace(*doc);
            if (r != SaveResult::Conflict)
                return r == SaveResult::Saved;
        }
        return false;
    }

    bool Retitle(const std::string& id, const std::string& prefix) {
        const auto current = store_.Fetch(id);
        if (!current)
            return false;
        Document renamed;
        renamed.id = current->id;
        renamed.title = prefix + ": " + current->title;
        renamed.body = current->body;
        return store_.Replace(renamed) == SaveResult::Saved; // EXPECT: unversioned-write
    }

    bool Truncate(const std::string& id, std::size_t max) {
        auto doc = store_.Fetch(id);
        if (!doc)
            return false;
        if (doc->body.size() <= max)
            return true;
        doc->body.resize(max);
        SaveResult r = store_.Replace(*doc);
        if (r == SaveResult::Conflict) {
            doc->rev = 0;
            r = store_.Replace(*doc); // EXPECT: unversioned-write
        }
        return r == SaveResult::Saved;
    }

    bool Import(const std::string& id, const std::string& title, const std::string& body) {
        Document doc{id, title, body, 0};
        if (store_.Insert(doc))
            return true;
        return store_.Replace(doc) == SaveResult::Saved;
    }

    bool Duplicate(const std::string& from, const std::string& to) {
        auto doc = store_.Fetch(from);
        if (!doc)
            return false;
        doc->id = to;
        doc->title += " (copy)";
        return store_.Insert(*doc);
    }

private:
    DocStore& store_;
};

}  // namespace docs

int main() {
    docs::DocStore store;
    docs::Editor editor(store);
    if (!editor.Import("readme", "Readme", "Hello"))
        return 1;
    std::thread a([&] {
        for (int i = 0; i < 20; ++i)
            if (!editor.Append("readme", " more"))
                std::puts("append gave up");
    });
    std::thread b([&] {
        if (!editor.Truncate("readme", 64) || !editor.Retitle("readme", "Draft"))
            std::puts("edit failed");
    });
    a.join();
    b.join();
    return editor.Duplicate("readme", "readme-2") ? 0 : 1;
}
