// STD: c++20
#include "document_store.h"
#include <mutex>

namespace wiki {

std::optional<Page> DocumentStore::load(const std::string &title) const {
  std::shared_lock lk(mu_);
  auto it = pages_.find(title);
  if (it == pages_.end())
    return std::nullopt;
  return it->second;
}

bool DocumentStore::create(const std::string &title, std::string markup) {
  Page p{markup, renderMarkup(markup), 1};
  std::unique_lock lk(mu_);
  return pages_.emplace(title, std::move(p)).second;
}

// Rendering can take a while for long pages, readers go on meanwhile.
EditResult DocumentStore::replaceText(const std::string &title, std::string markup, uint64_t baseRevision) {
  {
    std::shared_lock lk(mu_);
    auto it = pages_.find(title);
    if (it == pages_.end())
      return EditResult::NotFound;
    if (it->second.revision != baseRevision)
      return EditResult::RevisionConflict;
  }
  std::string html = renderMarkup(markup);

  std::unique_lock lk(mu_);
  auto it = pages_.find(title);
  if (it == pages_.end())
    return EditResult::NotFound;
  it->second = Page{std::move(markup), std::move(html), baseRevision + 1}; // EXPECT: unchecked-version
  return EditResult::Stored;
}

EditResult DocumentStore::appendSection(const std::string &title, const std::string &section,
                                        uint64_t baseRevision) {
  std::string markup;
  {
    std::shared_lock lk(mu_);
    auto it = pages_.find(title);
    if (it == pages_.end())
      return EditResult::NotFound;
    if (it->second.revision != baseRevision)
      return EditResult::RevisionConflict;
    markup = it->second.markup + "\n" + section;
  }
  std::string html = renderMarkup(markup);

  std::unique_lock lk(mu_);
  auto it = pages_.find(title);
  if (it == pages_.end() || it->second.revision != baseRevision)
    return EditResult::RevisionConflict;
  it->second = Page{std::move(markup), std::move(html), baseRevision + 1};
  return EditResult::Stored;
}

EditResult DocumentStore::remove(const std::string &title, uint64_t baseRevision) {
  std::unique_lock lk(mu_);
  auto it = pages_.find(title);
  if (it == pages_.end())
    return EditResult::NotFound;
  if (it->second.revision != baseRevision)
    return EditResult::RevisionConflict;
  pages_.erase(it);
  return EditResult::Stored;
}

} // namespace wiki
