#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>

namespace wiki {

struct Page {
  std::string markup;
  std::string html;
  uint64_t revision = 0;
};

enum class EditResult { Stored, NotFound, RevisionConflict };

class DocumentStore {
public:
  std::optional<Page> load(const std::string &title) const;
  bool create(const std::string &title, std::string markup);
  EditResult replaceText(const std::string &title, std::string markup, uint64_t baseRevision);
  EditResult appendSection(const std::string &title, const std::string &section, uint64_t baseRevision);
  EditResult remove(const std::string &title, uint64_t baseRevision);

private:
  mutable std::shared_mutex mu_;
  std::map<std::string, Page> pages_;
};

std::string renderMarkup(const std::string &markup);

} // namespace wiki
