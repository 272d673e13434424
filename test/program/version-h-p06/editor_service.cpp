// STD: c++20
#include "document_store.h"
#include "engine_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace cms {

class EditorService {
public:
    explicit EditorService(std::shared_ptr<DocumentStore> store) : store_(std::move(store)) {}

    // PATCH /documents/<id>
    bool Patch(const std::string& id, const std::map<std::string, std::string>& changes)
    {
        for (int i = 0; i < 5; ++i) {
            auto doc = store_->Fetch(id);
            if (!doc)
                return false;
            for (const auto& [k, v] : changes)
                doc->fields[k] = v;
            try {
                store_->SaveIf(*doc, doc->revision);
                return true;
            } catch (const RevisionConflict&) {
                std::this_thread::yield();
            }
        }
        return false;
    }

    // POST /documents/<id>/tags
    bool AddTag(const std::string& id, const std::string& tag)
    {
        auto doc = store_->Fetch(id);
        if (!doc)
            return false;
        std::string& tags = doc->fields["tags"];
        if (tags.find(tag) != std::string::npos)
            return true;
        if (!tags.empty())
            tags += ',';
        tags += tag;
        store_->Save(*doc); // EXPECT: unversioned-write
        return true;
    }

    // Called after each publishing run.
    void StampPublished(const std::string& id, const std::string& when)
    {
        auto doc = store_->Fetch(id);
        if (!doc)
            return;
        doc->fields["published"] = when;
        try {
            store_->SaveIf(*doc, doc->revision);
        } catch (const RevisionConflict&) {
            // somebody is typing; the stamp has to get in nevertheless
            store_->Save(*doc); // EXPECT: unversioned-write
        }
    }

    // PUT /documents/<id>: the body is the whole document
    void Replace(Document body) { store_->Save(body); }

    // POST /documents/<id>/copy
    bool Duplicate(const std::string& id, const std::string& new_id)
    {
        auto doc = store_->Fetch(id);
        if (!doc)
            return false;
        doc->id = new_id;
        doc->title += " (copy)";
        return store_->Insert(*doc);
    }

private:
    std::shared_ptr<DocumentStore> store_;
};

void RunWorkers(unsigned n)
{
    EditorService svc(std::make_shared<EngineStore>());
    std::vector<std::thread> ts;
    for (unsigned i = 0; i < n; ++i)
        ts.emplace_back([&svc, i] {
            svc.StampPublished("home", "today");
            svc.AddTag("home", "w" + std::to_string(i));
            svc.Patch("home", {{"author", std::to_string(i)}});
        });
    for (auto& t : ts)
        t.join();
}

} // namespace cms
