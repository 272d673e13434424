// STD: c++20
#include "editor_service.hpp"
#include <algorithm>

namespace cms {

bool EditorService::replaceBody(const std::string& id, const std::string& body, int64_t seen_revision) {
  auto article = repo_.find(id);
  if (!article) return false;
  article->body = body;
  try {
    repo_.saveIfRevision(*article, seen_revision);
  } catch (const RevisionConflict&) {
    return false;
  }
  return true;
}

bool EditorService::addTag(const std::string& id, const std::string& tag) {
  auto article = repo_.find(id);
  if (!article) return false;
  if (std::find(article->tags.begin(), article->tags.end(), tag) != article->tags.end()) return true;
  article->tags.push_back(tag);
  repo_.save(std::move(*article)); // EXPECT: unversioned-write
  return true;
}

int EditorService::replaceWord(const std::string& id, const std::string& from, const std::string& to) {
  for (;;) {
    auto article = repo_.find(id);
    if (!article) return -1;
    int hits = 0;
    for (size_t p = article->body.find(from); p != std::string::npos; p = article->body.find(from, p + to.size())) {
      article->body.replace(p, from.size(), to);
      ++hits;
    }
    if (hits == 0) return 0;
    const int64_t base = article->revision;
    try {
      repo_.saveIfRevision(std::move(*article), base);
      return hits;
    } catch (const RevisionConflict&) {
      continue;
    }
  }
}

void EditorService::import(const std::string& id, const std::string& title, const std::string& body) {
  Article a;
  a.id = id;
  a.title = title;
  a.body = body;
  a.state = State::Published;
  repo_.save(std::move(a));
}

}  // namespace cms
